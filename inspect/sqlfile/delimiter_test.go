package sqlfile

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplitMySQL(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"a delimiter", "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END //\ndelimiter ;\nSELECT 2;", []string{"CREATE PROCEDURE p() BEGIN SELECT 1; END", "SELECT 2"}},
		{"a delimiter of characters of words", "DELIMITER $$\nSELECT '$$'; SELECT 1 END$$ SELECT 2$$\nDELIMITER ;\nSELECT 3", []string{"SELECT '$$'; SELECT 1 END", "SELECT 2", "SELECT 3"}},
		{"a delimiter that begins like the usual one", "DELIMITER ;;\nSELECT 1; SELECT 2;;\nDELIMITER ;\nSELECT 3;", []string{"SELECT 1; SELECT 2", "SELECT 3"}},
		{"a body without a delimiter", "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN IF a THEN SET b = CASE WHEN c THEN 1 END; END IF; END; SELECT 1", []string{
			"CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN IF a THEN SET b = CASE WHEN c THEN 1 END; END IF; END", "SELECT 1",
		}},
		{"a body with a case of statements", "CREATE DEFINER=root@localhost PROCEDURE p() BEGIN CASE a WHEN 1 THEN SELECT 1; END CASE; LOOP SELECT 2; END LOOP; END; SELECT 3", []string{
			"CREATE DEFINER=root@localhost PROCEDURE p() BEGIN CASE a WHEN 1 THEN SELECT 1; END CASE; LOOP SELECT 2; END LOOP; END", "SELECT 3",
		}},
		{"a transaction is none", "BEGIN; CREATE TABLE function (a int); END;", []string{"BEGIN", "CREATE TABLE function (a int)", "END"}},
		{"conditional comments", "/*!40101 SET NAMES utf8 */;\n/*!50003 CREATE*/ /*!50003 TRIGGER a */;", []string{"/*!40101 SET NAMES utf8 */", "/*!50003 CREATE*/ /*!50003 TRIGGER a */"}},
		{"quotes in conditional comments", "/*!50001 VIEW a AS SELECT '*/' */; b", []string{"/*!50001 VIEW a AS SELECT '*/' */", "b"}},
		{"dashes without a blank", "SELECT 1--1; -- c;\nSELECT 2", []string{"SELECT 1--1", "SELECT 2"}},
	}
	for _, test := range tests {
		script, errs := Split(Source{Name: "t.sql", Text: test.text}, MySQL())
		var got []string
		for _, s := range script.Statements {
			got = append(got, s.Text)
		}
		if d := cmp.Diff(test.want, got); d != "" || len(errs) > 0 {
			t.Errorf("%s (-want +got):\n%s%v", test.name, d, errs)
		}
	}
}
