/* What schema.c reads and flat.c packs by. */
#ifndef SQLGUARD_SCHEMA_H
#define SQLGUARD_SCHEMA_H

#include "CPgQuery.h"
#include <pg_query/pg_query.pb-c.h>

#define SQLGUARD_MAX_MESSAGES 1024
#define SQLGUARD_MAX_ENUMS 256

typedef struct {
    unsigned offset;
    unsigned quantifier;
    unsigned id;
    uint16_t child;
    uint8_t kind;
    uint8_t width;
    uint8_t repeated;
    uint8_t oneof;
    uint8_t is_unsigned;
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
