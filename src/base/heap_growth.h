// How the heap of the C library grows.
#pragma once

namespace avocet {

// From now on in large steps: each is a system call, and while it lasts no other thread of the
// process gets a page. The heaps of threads are made as large as they can be. What is not used
// takes addresses and no memory. Nothing where the C library is another one.
void grow_heap_in_large_steps();

// Advises the system to back the calling thread's heap with huge pages: a start takes some
// megabytes at once, and page after page that is a good part of its time. `is_bare`: of a run
// without the default scripts, which needs few of them, and would pay for more with time and
// memory. After grow_heap_in_large_steps().
void prefer_huge_pages_for_heap(bool is_bare);

}  // namespace avocet
