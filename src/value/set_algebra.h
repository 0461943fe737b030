// Sets made of two others, of one type. The order of the elements is that of `a`, then `b`; the
// attributes are those of `a`. Where they say that elements expire, what comes from `a` keeps its
// date, and all else is dated `now` (seconds).
#pragma once

#include "value/table.h"

namespace avocet {

Table* make_union(Heap& heap, Table* a, Table* b, double now);
Table* make_intersection(Heap& heap, Table* a, Table* b, double now);
Table* make_difference(Heap& heap, Table* a, Table* b, double now);

}  // namespace avocet
