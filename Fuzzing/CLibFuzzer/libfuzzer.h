/* What the fuzzer's program uses of libFuzzer, and the list of tokens of libpg_query's grammar. */
#ifndef SQLGUARD_LIBFUZZER_H
#define SQLGUARD_LIBFUZZER_H

#include <protobuf-c/protobuf-c.h>
#include <stddef.h>
#include <stdint.h>

/* compiler-rt/lib/fuzzer/FuzzerInterface.h has no copy in the toolchain; these two declarations are its. */
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

/* The enum `Token` of pg_query.pb-c.h, whose constants are the names of the grammar's terminals. */
extern const ProtobufCEnumDescriptor pg_query__token__descriptor;

#endif
