/*
 * What Debian's libpg_query does by itself: pg_query_parse_protobuf with its own packer, and nothing after it.
 * `peer repeated FILE MILLISECONDS` and `peer cold FILE` print the same columns as the Swift program beside it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pg_query.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    double thread, process, wall, allocations, bytes;
} reading;

static void (*counter)(uint64_t *, uint64_t *);

static double nanoseconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static reading now(void) {
    uint64_t allocations = 0, bytes = 0;
    if (counter) counter(&allocations, &bytes);
    return (reading){nanoseconds(CLOCK_THREAD_CPUTIME_ID), nanoseconds(CLOCK_PROCESS_CPUTIME_ID),
                     nanoseconds(CLOCK_MONOTONIC), (double)allocations, (double)bytes};
}

static void print(reading from, reading to, double times) {
    printf("peer\t%f\t%f\t%f\t%f\t%f\n", (to.thread - from.thread) / times, (to.process - from.process) / times,
           (to.wall - from.wall) / times, (to.allocations - from.allocations) / times, (to.bytes - from.bytes) / times);
}

static void parse(const char *text) {
    PgQueryProtobufParseResult result = pg_query_parse_protobuf(text);
    if (result.error) {
        fprintf(stderr, "peer: %s\n", result.error->message);
        exit(2);
    }
    pg_query_free_protobuf_parse_result(result);
}

static char *read_file(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(2);
    }
    char *text = NULL;
    size_t capacity = 0, length = 0, got;
    do {
        if (length + 4096 > capacity) text = realloc(text, capacity = capacity * 2 + 8192);
        if (!text) exit(2);
        got = fread(text + length, 1, 4096, file);
        length += got;
    } while (got);
    text[length] = 0;
    fclose(file);
    return text;
}

int main(int count, char **arguments) {
    *(void **)&counter = dlsym(RTLD_DEFAULT, "sqlguard_allocations");
    if (count == 3 && !strcmp(arguments[1], "cold")) {
        char *text = read_file(arguments[2]);
        reading start = now();
        parse(text);
        print(start, now(), 1);
        return 0;
    }
    if (count != 4 || strcmp(arguments[1], "repeated")) {
        fprintf(stderr, "usage: peer repeated FILE MILLISECONDS | peer cold FILE\n");
        return 2;
    }
    char *text = read_file(arguments[2]);
    double least = atof(arguments[3]) * 1e6;
    parse(text);
    for (double times = 1;; times *= 2) {
        reading start = now();
        for (double i = 0; i < times; i++) parse(text);
        reading end = now();
        if (end.process - start.process < least) continue;
        print(start, end, times);
        return 0;
    }
}
