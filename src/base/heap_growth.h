// How the heap of the C library grows.
#pragma once

namespace avocet {

// From now on in large steps: each is a system call, a thread's heap takes one for every page
// unless it is told otherwise, and while it lasts no other thread of the process gets a page.
// Nothing where the C library is another one.
void grow_heap_in_large_steps();

// Advises the system to back the calling thread's heap with huge pages: a start takes some
// megabytes at once, and page after page that is a quarter of its time. After
// grow_heap_in_large_steps().
void prefer_huge_pages_for_heap();

}  // namespace avocet
