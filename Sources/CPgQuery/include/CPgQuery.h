/* libpg_query as sqlguard uses it: its parser, and a packer of our own that writes one flat array of records. */
#ifndef SQLGUARD_CPGQUERY_H
#define SQLGUARD_CPGQUERY_H

#include <pg_query.h>
#include <stddef.h>
#include <stdint.h>

/* What a record holds. */
enum {
    SQLGUARD_RECORD_MESSAGE = 0, /* a message; `end` is the index after its last descendant, `value` the set of fields present */
    SQLGUARD_RECORD_INTEGER = 1, /* a bool, integer or enum constant in `value` */
    SQLGUARD_RECORD_TEXT = 2,    /* a string of `end` bytes at offset `value` of the text area */
};

/* One record. A message is followed by its fields in schema order, those of child messages included (preorder). */
typedef struct {
    uint16_t message;  /* index of the message's description; of no meaning for scalars */
    uint8_t position;  /* which field of the parent this is: index into the parent's description */
    uint8_t kind;      /* SQLGUARD_RECORD_... */
    int32_t end;
    uint64_t value;
} sqlguard_record;

/* What stands at the start of the buffer that pg_query_parse_protobuf hands out. */
typedef struct {
    uint64_t magic;        /* SQLGUARD_FLAT_MAGIC */
    uint64_t record_count; /* records behind this header */
    uint64_t text_bytes;   /* bytes of text behind the records */
} sqlguard_flat_header;

#define SQLGUARD_FLAT_MAGIC 0x7367666c61743031ull

/* Has malloc keep what is freed instead of giving it back to the system at once; for the whole process. */
void sqlguard_keep_memory(void);
/*
 * Makes the calling thread's heap this large in one go, less than 16 MB. No page is touched, so none is taken until it is
 * needed; then it is one of 2 MB where that may be: each page that is taken costs about a microsecond besides its zeroes.
 */
void sqlguard_reserve_memory(size_t bytes);

/*
 * Lets the calling thread call the parser; it must live as long as the process, because the parser's state of a thread is
 * never given back. Returns 0, also when it is registered already, or -1 when `limit` threads are or when the thread's
 * stack is not known.
 */
int sqlguard_register_thread(uint32_t limit);
/* Bytes between here and the end of the stack of a registered thread; 0 on any other thread. */
size_t sqlguard_stack_left(void);

/* What a field of a message holds. */
enum {
    SQLGUARD_FIELD_INTEGER = 0,
    SQLGUARD_FIELD_BOOL = 1,
    SQLGUARD_FIELD_ENUM = 2,
    SQLGUARD_FIELD_TEXT = 3,
    SQLGUARD_FIELD_MESSAGE = 4,
    SQLGUARD_FIELD_OTHER = 5, /* floating point and bytes: only in planner messages; never packed, refused when present */
};

/* Reads the library's descriptors once. Returns 0, or -1 when this library's schema is not one we can describe. */
int sqlguard_schema_load(void);

/* The messages reachable from ParseResult; the wrapper `Node` is one of them and stands for an empty node. */
uint32_t sqlguard_message_count(void);
const char *sqlguard_message_name(uint32_t message);
uint32_t sqlguard_field_count(uint32_t message);
const char *sqlguard_field_name(uint32_t message, uint32_t position);
int sqlguard_field_kind(uint32_t message, uint32_t position);

/* The constants of an enum of the schema, by the enum's name; -1 when there is no such enum. */
int32_t sqlguard_enum_count(const char *name);
const char *sqlguard_enum_constant_name(const char *name, uint32_t index);
int32_t sqlguard_enum_constant_value(const char *name, uint32_t index);

#endif
