/* Which threads may call the parser in place, and how much of their stack is left. */
#define _GNU_SOURCE
#include "CPgQuery.h"

#include <pthread.h>
#include <stdatomic.h>

static atomic_uint registered;
static __thread const char *stack_low; /* the lowest address of a registered thread's stack */

int sqlguard_register_thread(uint32_t limit) {
    if (stack_low) return 0;
    pthread_attr_t attributes;
    void *low = NULL;
    size_t size = 0, guard = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return -1;
    int failed = pthread_attr_getstack(&attributes, &low, &size) || pthread_attr_getguardsize(&attributes, &guard);
    pthread_attr_destroy(&attributes);
    if (failed || !low) return -1;
    unsigned before = atomic_load(&registered);
    do {
        if (before >= limit) return -1;
    } while (!atomic_compare_exchange_weak(&registered, &before, before + 1));
    stack_low = (const char *)low + guard; /* whether or not the guard is counted as part of the stack */
    return 0;
}

size_t sqlguard_stack_left(void) {
    const char *here = __builtin_frame_address(0);
    return stack_low && here > stack_low ? (size_t)(here - stack_low) : 0;
}
