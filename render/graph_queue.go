package render

import "container/heap"

// queue holds the steps that are free to go, by level.
type queue struct {
	steps []Step
	level []int
	all   rankHeap
	owner map[queueKey]*rankHeap
	last  queueKey
	gone  []bool
}

type queueKey struct {
	level int
	sort  Sort
}

func newQueue(steps []Step, rank, level []int) *queue {
	return &queue{
		steps: steps, level: level, all: rankHeap{rank: rank, level: level},
		owner: map[queueKey]*rankHeap{}, last: queueKey{level: -1}, gone: make([]bool, len(steps)),
	}
}

func (q *queue) key(i int) queueKey { return queueKey{q.level[i], Sort{0, q.steps[i].Sort.Owner}} }

func (q *queue) push(i int) {
	heap.Push(&q.all, i)
	k := q.key(i)
	if q.owner[k] == nil {
		q.owner[k] = &rankHeap{rank: q.all.rank, level: q.level}
	}
	heap.Push(q.owner[k], i)
}

func (q *queue) pop() (int, bool) {
	for _, h := range []*rankHeap{q.sticky(), &q.all} {
		for h != nil && h.Len() > 0 {
			i := heap.Pop(h).(int)
			if q.gone[i] {
				continue
			}
			q.gone[i], q.last = true, q.key(i)
			return i, true
		}
	}
	return 0, false
}

// sticky returns the steps about the owner of the last step, unless a lower
// level is waiting.
func (q *queue) sticky() *rankHeap {
	for q.all.Len() > 0 && q.gone[q.all.items[0]] {
		heap.Pop(&q.all)
	}
	if q.all.Len() == 0 || q.level[q.all.items[0]] < q.last.level {
		return nil
	}
	return q.owner[q.last]
}

// rankHeap is a heap of steps by level, then by rank.
type rankHeap struct {
	items       []int
	rank, level []int
}

func (h *rankHeap) Len() int { return len(h.items) }

func (h *rankHeap) Less(i, j int) bool {
	a, b := h.items[i], h.items[j]
	if h.level[a] != h.level[b] {
		return h.level[a] < h.level[b]
	}
	return h.rank[a] < h.rank[b]
}

func (h *rankHeap) Swap(i, j int) { h.items[i], h.items[j] = h.items[j], h.items[i] }

// Push implements [heap.Interface].
func (h *rankHeap) Push(x any) { h.items = append(h.items, x.(int)) }

// Pop implements [heap.Interface].
func (h *rankHeap) Pop() any {
	last := h.items[len(h.items)-1]
	h.items = h.items[:len(h.items)-1]
	return last
}
