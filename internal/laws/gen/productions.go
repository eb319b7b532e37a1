package gen

import "strings"

// A production says how an expression of one type is made of others. In the
// table's lines, {int} is an expression of a type, {int@} a column, {int'} a
// constant without a cast, {int!} one that is not of a domain, and the short names of types are those of
// shortTypes.
type production struct {
	result string
	format string // as in Expr
	args   []operand
	stable bool
	since  int
}

// operand is a place in a production.
type operand struct {
	typ  string
	form byte // 0 any, '@' a column, '\'' a constant without a cast, '!' not of a domain
}

func shortTypes() map[string]string {
	return map[string]string{
		"int": "integer", "big": "bigint", "num": "numeric", "f8": "double precision", "bool": "boolean",
		"varchar": "character varying", "bpchar": "character", "tstz": "timestamp with time zone",
		"ts": "timestamp without time zone", "time": "time without time zone", "mac": "macaddr", "varbit": "bit varying",
	}
}

// productionLines is the table: "result = format"; a leading "~" says that the
// expression is not immutable, "15:" that it is from that version on.
const productionLines = `
bool = {int} > {int}
bool = {int} <= {int}
bool = {int@} <> {int'}
bool = {int} BETWEEN {int} AND {int}
bool = {int} NOT BETWEEN SYMMETRIC {int} AND {int}
bool = {int} IN ({int}, {int}, {int})
bool = {int} NOT IN ({int}, {int})
bool = {int} = ANY (ARRAY[{int!}, {int!}])
bool = {int} = ANY ('{1,2,3}'::int[])
bool = {int} <> ALL ('{1,2}')
bool = {int} % {int} = 0
bool = {big} >= {big}
bool = {big} < {int}
bool = {num} > {num}
bool = {num} >= 0
bool = {num} > 0.0 AND {num} < 100
bool = {num} = {int}
bool = {f8} < {f8}
bool = {f8} BETWEEN 0 AND 1
bool = {f8} <> 'NaN'
bool = {text} = {text}
bool = {text@} <> {text'}
bool = {text} IN ('new', 'open', 'it''s')
bool = {text} NOT IN ('a', 'b')
bool = {varchar@} IN ('a', 'b')
bool = {varchar@} = 'x' OR {varchar@} = 'y'
bool = {bpchar@} = 'a'
bool = {bpchar@} IN ('a', 'b', 'c')
bool = {varchar@}::text = ANY (ARRAY['x', 'y']::text[])
bool = {text} LIKE 'a%'
bool = {text} NOT LIKE '%\_x' ESCAPE '\'
bool = {text} ILIKE '%zz%'
bool = {text} SIMILAR TO '(a|b)%'
bool = {text} ~ '^[a-z]+$'
bool = {text} !~* 'x|y'
bool = {text} ~~ 'b%'
bool = starts_with({text}, 'ab')
bool = {text} IS NULL
bool = {text@} IS NOT NULL
bool = {text} < {text} COLLATE "C"
bool = {int@} IS NOT NULL
bool = {int} IS DISTINCT FROM {int}
bool = {date} IS NOT DISTINCT FROM {date}
bool = ({int} IS NULL) <> ({text} IS NULL)
bool = ({int}, {text}) IS NOT NULL
bool = ({int}, {int}) < ({int}, {int})
bool = ROW({int}, {text}) = ROW({int}, {text})
bool = ({int}, {int}) IN ((1, 2), (3, 4))
bool = {bool} AND {bool}
bool = {bool} OR {bool}
bool = {bool} AND {bool} AND {bool}
bool = {bool} OR {bool} AND NOT {bool}
bool = NOT {bool}
bool = {bool@}
bool = {bool} IS TRUE
bool = {bool} IS NOT FALSE
bool = {bool} IS UNKNOWN
bool = {bool@} = true
bool = CASE WHEN {bool} THEN {bool} ELSE {bool} END
bool = CASE {int} WHEN 1 THEN {bool} WHEN 2 THEN false END
bool = COALESCE({bool}, {bool})
bool = num_nonnulls({int}, {text}) = 1
bool = num_nulls({int}, {int}, {date}) < 2
bool = {date} > {date}
bool = {date} >= '2000-01-01'
bool = {date@} BETWEEN {date'} AND {date'}
bool = {date} <= {ts}
bool = {tstz} < {tstz}
bool = {tstz@} > {tstz'}
bool = {ts} >= {ts}
bool = isfinite({tstz})
~bool = ({date}, {date}) OVERLAPS ({date}, {date})
bool = {interval} > '0'
bool = {interval} >= interval '1' day
bool = {time} < {time}
bool = {uuid} <> {uuid}
bool = {uuid@} = {uuid'}
bool = {jsonb} ? 'a'
bool = {jsonb} ?& ARRAY['a', 'b']
bool = {jsonb} @> {jsonb'}
bool = {jsonb} @> '{"a": 1}'::jsonb
bool = ({jsonb} ->> 'k') IS NOT NULL
bool = {jsonb}->'a'->>'b' = 'c'
bool = jsonb_typeof({jsonb}) = 'object'
bool = ({jsonb} #>> '{a,b}')::int > 0
bool = {jsonb} @? '$.a[*] ? (@ > 2)'
bool = {json@} IS NOT NULL
bool = {bytea} <> '\x00'
bool = {inet} << '10.0.0.0/8'
bool = {inet} = {inet}
bool = family({inet}) = 4
bool = {cidr} >>= '10.1.0.0/16'
bool = {int4range} @> {int!}
bool = {int4range} && {int4range}
bool = NOT isempty({int4range})
bool = {daterange} && {daterange'}
bool = lower({tstzrange}) < upper({tstzrange})
bool = {tstzrange} @> {tstz!}
bool = {int[]} @> ARRAY[{int!}]
bool = {int[]} = '{}'
bool = {text[]} && ARRAY['a', 'b']
bool = {text[]} <@ ARRAY['x'::text, 'y']
bool = cardinality({int[]}) > 0
bool = array_length({text[]}, 1) <= 10
bool = {int} = ANY ({int[]})
bool = 'x' = ANY ({text[]})
bool = array_position({text[]}, NULL) IS NULL
bool = {point} <@ {box}
bool = {tsvector} @@ {tsquery'}
bool = {tsvector} @@ to_tsquery('english', 'a & b')
bool = {bit@} = B'0101'
bool = {varbit@} <> {varbit'}
bool = ({int} & 1) = 0
bool = {xml@} IS DOCUMENT
bool = 16:{text} IS JSON
bool = 16:{text} IS JSON OBJECT
bool = {text} IS NFC NORMALIZED
bool = {oid} > 0
~bool = {tstz} <= now()
~bool = {date} < CURRENT_DATE + 365
~bool = {ts} > LOCALTIMESTAMP
~bool = {tstz} >= {date}
int = {int} + {int}
int = {int} * 2
int = {int} - {int} * {int}
int = ({int} + {int}) * {int}
int = -{int}
int = @ {int}
int = {int} / 2
int = {int} # 5 | 3 & ~1
int = {int} << 2
int = abs({int})
int = mod({int}, 7)
int = length({text})
int = char_length({text})
int = octet_length({text})
int = position('a' in {text})
int = strpos({text}, 'x')
int = ascii({text})
int = COALESCE({int}, 0)
int = COALESCE({int}, {int}, {int})
int = NULLIF({int}, 0)
int = GREATEST({int}, {int}, 1)
int = LEAST({int}, 10)
int = CASE WHEN {bool} THEN {int} ELSE {int} END
int = CASE {text} WHEN 'a' THEN 1 WHEN 'b' THEN 2 ELSE 0 END
int = {num}::int
int = CAST({f8} AS integer)
int = {bool}::int
int = {bool}::integer + {int}
int = {text@}::int
int = int4({num})
int = ({jsonb} ->> 'n')::integer
int = cardinality({text[]})
int = ({int[]})[1]
int = {int[]@}[1]
int = {int[]@}[1 + 1]
int = array_upper({int[]}, 1)
int = hashtext({text})
int = {date} - {date}
int = upper({int4range})
int = date_part('year', {date})::int
int = (EXTRACT(year FROM {date}))::integer
int = num_nonnulls({int}, {date})
big = 14:bit_count({bytea})
big = {big} + {int}
big = {int}::bigint
big = {big} * 1000
big = {big@}::int::bigint
big = COALESCE({big}, 0::bigint)
big = {int} * {int}::bigint
big = 4294967296 + {int}
big = hashtextextended({text}, 0)
num = {num} * {num}
num = {num} + 1
num = {num} / 3.0
num = {num@} * 0.19
num = {num} - {int}
num = round({num}, 2)
num = {int}::numeric / 2
num = {int} * 1.5
num = ({num})::numeric(12,2)
num = trunc({num@}, 1)
num = COALESCE({num}, 0)
num = {num} ^ 2
num = {num} % 7
num = greatest({num}, 0.5)
num = sign({num})
f8 = {f8} * 2
f8 = {f8} + {int}
f8 = sqrt(abs({f8}))
f8 = power({f8}, 2)
f8 = {f8} ^ 2
f8 = {num}::float8
f8 = |/ abs({f8})
f8 = {point} <-> point '(0,0)'
f8 = ln({f8} + 1.0)
f8 = radians({f8})
f8 = EXTRACT(epoch FROM {ts})::double precision
text = lower({text})
text = upper({text})
text = {text} || {text}
text = {text} || ' ' || {text}
text = {text@} || '-' || {int}
text = {text} || {int}::text
text = trim({text})
text = TRIM(BOTH 'x' FROM {text})
text = btrim({text}, ' -')
text = ltrim({text})
text = substring({text} from 1 for 3)
text = substring({text} FROM '^[a-z]+')
text = substr({text}, 2)
text = overlay({text} placing 'xx' from 2 for 1)
text = "left"({text}, 10)
text = right({text}, 2)
text = replace({text}, 'a', 'b')
text = regexp_replace({text}, '\s+', ' ', 'g')
text = md5({text})
text = reverse({text})
text = initcap({text})
text = lpad({text}, 10, '0')
text = split_part({text}, '@', 2)
text = translate({text}, 'abc', 'xyz')
text = COALESCE({text}, '')
text = coalesce({text}, {text}, 'none')
text = NULLIF({text}, '')
text = NULLIF(TRIM({text}), '')
text = CASE WHEN {bool} THEN 'yes' ELSE {text} END
text = CASE WHEN {int} > 1 THEN {text} WHEN {bool} THEN {text} END
text = {int}::text
text = CAST({num} AS text)
text = {varchar@}::text
text = {text}::varchar(20)::text
text = {uuid}::text
text = {jsonb} ->> 'name'
text = ({jsonb} -> 'a') ->> 0
text = {jsonb} #>> ARRAY['a', 'b']
text = {jsonb@}::text
text = ({text[]})[1]
text = {text[]@}[2]
text = encode({bytea}, 'hex')
text = {text} COLLATE "C"
text = lower({text} COLLATE "C")
text = {text} COLLATE "C" || {text}
text = host({inet})
text = normalize({text})
text = normalize({text}, NFKC)
text = greatest({text}, 'm')
text = chr({int})
text = quote_literal({text})
varchar = {text}::varchar(5)
varchar = CAST({text} AS character varying)
varchar = {varchar}::varchar(3)
bpchar = {text}::char(3)
date = {date} + 1
date = {date} - {int}
date = {ts}::date
date = ({ts})::date
date = make_date(2024, 1, {int})
date = COALESCE({date}, '2000-01-01')
date = GREATEST({date}, '2001-01-01'::date)
date = lower({daterange})
date = ({tstz} AT TIME ZONE 'UTC')::date
date = date_trunc('month', {ts})::date
ts = {ts} + interval '1 day'
ts = {date} + time '12:00'
ts = {date}::timestamp
ts = {tstz} AT TIME ZONE 'UTC'
ts = timezone('utc', {tstz})
ts = date_trunc('day', {ts})
ts = {ts}::timestamp(0)
ts = {date} + {interval}
ts = {tstz} at time zone 'Europe/Berlin'
tstz = {ts} AT TIME ZONE 'UTC'
tstz = COALESCE({tstz}, 'infinity')
tstz = {tstz}::timestamptz(3)
tstz = to_timestamp({f8})
tstz = lower({tstzrange})
interval = {interval} * 2
interval = {ts} - {ts}
interval = make_interval(days => {int})
interval = {int} * interval '1 hour'
interval = {interval} + '1 day'
interval = {interval}::interval hour to minute
interval = justify_days({interval})
time = {ts}::time
time = {time} + interval '5 minutes'
jsonb = {jsonb} -> 'a'
jsonb = {jsonb} #> '{a,b}'
jsonb = {jsonb} || '{"x": 1}'
jsonb = {jsonb} - 'k'
jsonb = 14:{jsonb@}['a']
jsonb = COALESCE({jsonb}, '{}'::jsonb)
jsonb = {json@}::jsonb
jsonb = jsonb_build_array()
jsonb = {jsonb} - ARRAY['x']
json = {jsonb@}::json
bytea = {text@}::bytea
bytea = {bytea} || '\x01'
bytea = sha256({bytea})
~bytea = convert_to({text}, 'UTF8')
uuid = md5({text})::uuid
uuid = COALESCE({uuid}, '00000000-0000-0000-0000-000000000000')
int[] = ARRAY[{int!}, {int!}]
int[] = {int[]} || {int!}
int[] = array_append({int[]}, {int!})
int[] = ARRAY[{int}]::int[] || '{1}'
int[] = {int[]@}[1:2]
int[] = ({int[]})[:2]
text[] = string_to_array({text}, ',')
text[] = ARRAY[{text!}, 'x']
text[] = ARRAY[]::text[]
text[] = ARRAY[{text!}, {varchar@}]
text[] = regexp_split_to_array({text}, '\s')
inet = set_masklen({inet}, 24)
inet = {inet} + 1
cidr = network({inet})
int4range = int4range({int}, {int})
int4range = int4range({int}, NULL, '[]')
int4range = {int4range} * int4range(0, 100)
daterange = daterange({date}, {date})
daterange = daterange({date}, 'infinity', '[)')
tstzrange = tstzrange({tstz}, {tstz}, '[]')
tsvector = to_tsvector('english', {text})
tsvector = to_tsvector('simple'::regconfig, COALESCE({text}, ''))
tsvector = setweight(to_tsvector('english', {text}), 'A') || setweight(to_tsvector('english', {text}), 'B')
point = point({f8}, {f8})
box = box({point}, {point})
bit = {int}::bit(4)
varbit = {varbit} || B'1'
`

// defaultLines are expressions that only a default may have.
const defaultLines = `
tstz = now()
tstz = CURRENT_TIMESTAMP
tstz = current_timestamp(3)
tstz = transaction_timestamp()
tstz = now() + interval '1 day'
tstz = now() + '30 days'::interval
tstz = date_trunc('hour', now())
tstz = to_timestamp(0)
tstz = 'now'::text::timestamptz
ts = now()
ts = LOCALTIMESTAMP
ts = timezone('utc'::text, now())
ts = (now() at time zone 'utc')
ts = CURRENT_TIMESTAMP::timestamp
ts = statement_timestamp() AT TIME ZONE 'utc'
date = CURRENT_DATE
date = now()
date = current_date + 7
date = ('now'::text)::date
time = LOCALTIME(0)
time = CURRENT_TIME
interval = '5 minutes'
interval = interval '1' day
interval = '1 day'::interval + interval '2 hours'
uuid = gen_random_uuid()
uuid = pg_catalog.gen_random_uuid()
text = CURRENT_USER
text = session_user
text = current_setting('server_version')
text = md5(random()::text)
text = 'a' || 'b'
text = ''
text = ''::character varying
text = E'tab\there'
text = U&'d\0061t\+000061'
text = $$dollar$$
text = NULL::text
text = ('x'::text)
text = 'a' 
varchar = 'draft'
varchar = 'x'::varchar
varchar = CURRENT_USER
varchar = 'abc'::character varying(2)
bpchar = 'a'
int = 0
int = (1)
int = '7'
int = 3 * 4 + 1
int = -1
int = floor(random() * 100)::int
int = 1.6
int = NULL
big = 0
big = extract(epoch from now())
big = (date_part('epoch', now()) * 1000)::bigint
big = 5::int
big = 9223372036854775807
num = 0
num = 0.00
num = 1e3
num = random()::numeric
num = 10 / 4
f8 = 0
f8 = 1.5
f8 = 'NaN'
f8 = 'Infinity'::float8
f8 = random()
f8 = pi()
bool = false
bool = 't'
bool = (1 = 1)
bool = not true
jsonb = '{}'
jsonb = '[]'::jsonb
jsonb = jsonb_build_object('a', 1)
jsonb = '{"a": {"b": [1, 2]}}'
json = '{}'::json
json = to_json(1)
int[] = '{}'
int[] = ARRAY[1, 2]
int[] = array[]::integer[]
int[] = '{1,2}'::int[]
text[] = '{}'
text[] = ARRAY['a'::text, 'b']
text[] = array['x', 'y']::text[]
text[] = '{"a b",c}'::text[]
bytea = '\x'
bytea = decode('00', 'hex')
inet = '127.0.0.1'
inet = inet_client_addr()
cidr = '10.0.0.0/8'
point = point(0, 0)
tsvector = ''
tsvector = to_tsvector('simple', 'a b')
daterange = daterange(CURRENT_DATE, NULL)
int4range = 'empty'
bit = B'0101'
varbit = B'1'
oid = 0
name = CURRENT_USER
`

// parseProductions reads a table of lines. The lines are constants of this
// package; a mistake in one shows in the first test that uses it.
func parseProductions(lines string) []production {
	short := shortTypes()
	full := func(s string) string {
		if name, found := short[strings.TrimSuffix(s, "[]")]; found {
			return name + s[len(strings.TrimSuffix(s, "[]")):]
		}
		if s == "int[]" {
			return "integer[]"
		}
		return s
	}
	var list []production
	for line := range strings.Lines(lines) {
		result, format, found := strings.Cut(strings.TrimRight(line, "\n"), " = ")
		if !found {
			continue
		}
		p := production{}
		result, p.stable = strings.CutPrefix(result, "~")
		p.result = full(result)
		if v, rest, found := strings.Cut(format, ":"); found && (v == "14" || v == "16") {
			p.since, format = 10+int(v[1]-'0'), rest
		}
		p.format, p.args = operands(format, full)
		list = append(list, p)
	}
	return list
}

// operands replaces {int'} by a hole and so on. Braces that hold no type, as in
// array constants, stay.
func operands(format string, full func(string) string) (string, []operand) {
	var out strings.Builder
	var args []operand
	for {
		open := strings.IndexByte(format, '{')
		if open < 0 {
			break
		}
		length := strings.IndexByte(format[open:], '}')
		if length < 0 {
			break
		}
		word := format[open+1 : open+length]
		if !isTypeWord(word) {
			out.WriteString(format[:open+1])
			format = format[open+1:]
			continue
		}
		out.WriteString(format[:open])
		out.WriteString(hole(len(args)))
		arg := operand{typ: word}
		if last := word[len(word)-1]; last == '@' || last == '\'' || last == '!' {
			arg = operand{typ: word[:len(word)-1], form: last}
		}
		arg.typ = full(arg.typ)
		args = append(args, arg)
		format = format[open+length+1:]
	}
	out.WriteString(format)
	return out.String(), args
}

// isTypeWord tells {int} from the {1,2} of an array constant.
func isTypeWord(word string) bool {
	word = strings.TrimRight(word, "@'![]")
	if len(word) < 2 {
		return false
	}
	for _, c := range word {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return word[0] >= 'a'
}
