/* How the process keeps the memory that parsing takes and gives back again and again. */
#include "CPgQuery.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/*
 * glibc gives the top of a thread's heap back to the system as soon as 128 kB of it are free, and takes it again page by
 * page, with a system call for each: 700 of them for a schema of a thousand tables, one to three for each statement of
 * a few kilobytes. Setting a bound also ends the moving of these bounds by glibc itself.
 */
void sqlguard_keep_memory(void) {
    mallopt(M_TRIM_THRESHOLD, 32 << 20);
    mallopt(M_MMAP_THRESHOLD, 16 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
}

void sqlguard_reserve_memory(size_t bytes) {
    const uintptr_t page = (uintptr_t)2 << 20;
    void *volatile room = malloc(bytes);
    uintptr_t start = ((uintptr_t)room + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)room + bytes) / page * page;
    /* Where the system has no such pages, there are more of the small ones. */
    if (room != NULL && end > start) (void)madvise((void *)start, end - start, MADV_HUGEPAGE);
    free(room);
}
