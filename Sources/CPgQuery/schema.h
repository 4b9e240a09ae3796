/* What schema.c reads and flat.c packs by. */
#ifndef SQLGUARD_SCHEMA_H
#define SQLGUARD_SCHEMA_H

#include "CPgQuery.h"
#include <pg_query/pg_query.pb-c.h>

#define SQLGUARD_MAX_MESSAGES 1024
#define SQLGUARD_MAX_ENUMS 256

/* How a field is packed: what it holds, how wide that is, and how it is there or not. */
typedef enum {
    SQLGUARD_PACK_MESSAGE,
    SQLGUARD_PACK_TEXT,
    SQLGUARD_PACK_BYTE,     /* a bool */
    SQLGUARD_PACK_INT32,    /* an integer or enum constant */
    SQLGUARD_PACK_UINT32,
    SQLGUARD_PACK_INT64,
    SQLGUARD_PACK_REPEATED, /* several of any kind */
    SQLGUARD_PACK_CHOICE,   /* a member of a oneof, of any kind */
    SQLGUARD_PACK_NEVER,    /* a kind that no raw tree holds */
} sqlguard_pack;

typedef struct {
    uint32_t offset;
    uint16_t child;
    uint8_t pack;  /* sqlguard_pack */
    uint8_t kind;  /* SQLGUARD_FIELD_... */
    uint32_t quantifier;
    uint32_t id;
    uint8_t width;
    uint8_t is_unsigned;
    uint8_t repeated;
    uint8_t oneof;
} sqlguard_field;

typedef struct {
    const ProtobufCMessageDescriptor *descriptor;
    sqlguard_field *fields;
    unsigned field_count;
    int is_node;
} sqlguard_message;

typedef struct {
    sqlguard_message messages[SQLGUARD_MAX_MESSAGES];
    unsigned message_count;
    const ProtobufCEnumDescriptor *enums[SQLGUARD_MAX_ENUMS];
    unsigned enum_count;
    uint16_t by_case[SQLGUARD_MAX_MESSAGES]; /* Node: 1 + field position of a oneof case, 0 for none */
} sqlguard_schema;

extern sqlguard_schema sqlguard_the_schema;

#endif
