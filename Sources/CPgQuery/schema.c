/* The schema of libpg_query's parse tree, read from the library's own protobuf-c descriptors. */
#include "schema.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

sqlguard_schema sqlguard_the_schema;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int outcome = -1;

#define SLOTS 2048

static const ProtobufCMessageDescriptor *slot_key[SLOTS];
static uint16_t slot_value[SLOTS];

static size_t slot_of(const ProtobufCMessageDescriptor *descriptor) {
    size_t slot = ((uintptr_t)descriptor >> 4) * 2654435761u % SLOTS;
    while (slot_key[slot] && slot_key[slot] != descriptor) slot = (slot + 1) % SLOTS;
    return slot;
}

/* The index of a message, which is given one when it is met for the first time; -1 when there are too many. */
static int index_of(const ProtobufCMessageDescriptor *descriptor) {
    sqlguard_schema *s = &sqlguard_the_schema;
    size_t slot = slot_of(descriptor);
    if (slot_key[slot]) return slot_value[slot];
    if (s->message_count >= SQLGUARD_MAX_MESSAGES) return -1;
    slot_key[slot] = descriptor;
    slot_value[slot] = (uint16_t)s->message_count;
    s->messages[s->message_count].descriptor = descriptor;
    return (int)s->message_count++;
}

static uint8_t packing_of(const sqlguard_field *field) {
    if (field->repeated) return SQLGUARD_PACK_REPEATED;
    if (field->oneof) return SQLGUARD_PACK_CHOICE;
    switch (field->kind) {
    case SQLGUARD_FIELD_MESSAGE: return SQLGUARD_PACK_MESSAGE;
    case SQLGUARD_FIELD_TEXT: return SQLGUARD_PACK_TEXT;
    case SQLGUARD_FIELD_OTHER: return SQLGUARD_PACK_NEVER;
    }
    switch (field->width) {
    case 8: return SQLGUARD_PACK_INT64;
    case 4: return field->is_unsigned ? SQLGUARD_PACK_UINT32 : SQLGUARD_PACK_INT32;
    default: return SQLGUARD_PACK_BYTE;
    }
}

static int describe(sqlguard_message *message) {
    const ProtobufCMessageDescriptor *d = message->descriptor;
    sqlguard_schema *s = &sqlguard_the_schema;
    message->is_node = strcmp(d->short_name, "Node") == 0;
    if (!message->is_node && d->n_fields > 64) return -1;
    message->fields = calloc(d->n_fields ? d->n_fields : 1, sizeof *message->fields);
    if (!message->fields) return -1;
    message->field_count = d->n_fields;
    for (unsigned i = 0; i < d->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &d->fields[i];
        sqlguard_field *field = &message->fields[i];
        field->offset = f->offset;
        field->quantifier = f->quantifier_offset;
        field->id = f->id;
        field->repeated = f->label == PROTOBUF_C_LABEL_REPEATED;
        field->oneof = (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0;
        switch (f->type) {
        case PROTOBUF_C_TYPE_MESSAGE: {
            int child = index_of((const ProtobufCMessageDescriptor *)f->descriptor);
            if (child < 0) return -1;
            field->kind = SQLGUARD_FIELD_MESSAGE;
            field->child = (uint16_t)child;
            break;
        }
        case PROTOBUF_C_TYPE_STRING: field->kind = SQLGUARD_FIELD_TEXT; break;
        case PROTOBUF_C_TYPE_BOOL: field->kind = SQLGUARD_FIELD_BOOL; field->width = sizeof(protobuf_c_boolean); break;
        case PROTOBUF_C_TYPE_ENUM: field->kind = SQLGUARD_FIELD_ENUM; field->width = 4; break;
        case PROTOBUF_C_TYPE_INT32: case PROTOBUF_C_TYPE_SINT32: case PROTOBUF_C_TYPE_SFIXED32:
            field->kind = SQLGUARD_FIELD_INTEGER; field->width = 4; break;
        case PROTOBUF_C_TYPE_UINT32: case PROTOBUF_C_TYPE_FIXED32:
            field->kind = SQLGUARD_FIELD_INTEGER; field->width = 4; field->is_unsigned = 1; break;
        case PROTOBUF_C_TYPE_INT64: case PROTOBUF_C_TYPE_UINT64: case PROTOBUF_C_TYPE_SINT64:
        case PROTOBUF_C_TYPE_FIXED64: case PROTOBUF_C_TYPE_SFIXED64:
            field->kind = SQLGUARD_FIELD_INTEGER; field->width = 8; break;
        case PROTOBUF_C_TYPE_DOUBLE: field->kind = SQLGUARD_FIELD_OTHER; field->width = 8; break;
        case PROTOBUF_C_TYPE_FLOAT: field->kind = SQLGUARD_FIELD_OTHER; field->width = 4; break;
        case PROTOBUF_C_TYPE_BYTES: return -1;
        }
        field->pack = packing_of(field);
        if (f->type == PROTOBUF_C_TYPE_ENUM) {
            const ProtobufCEnumDescriptor *e = f->descriptor;
            unsigned k = 0;
            while (k < s->enum_count && s->enums[k] != e) k++;
            if (k == s->enum_count) {
                if (s->enum_count >= SQLGUARD_MAX_ENUMS) return -1;
                s->enums[s->enum_count++] = e;
            }
        }
        if (message->is_node) {
            /* A Node is a oneof of single messages and nothing else; `by_case` finds the field of a case at once. */
            if (!field->oneof || field->repeated || field->kind != SQLGUARD_FIELD_MESSAGE) return -1;
            if (field->id >= SQLGUARD_MAX_MESSAGES || field->quantifier != message->fields[0].quantifier) return -1;
            s->by_case[field->id] = (uint16_t)(i + 1);
        }
    }
    return 0;
}

static void load(void) {
    sqlguard_schema *s = &sqlguard_the_schema;
    if (index_of(&pg_query__parse_result__descriptor) < 0) return;
    for (unsigned i = 0; i < s->message_count; i++)
        if (describe(&s->messages[i]) != 0) return;
    outcome = 0;
}

int sqlguard_schema_load(void) {
    pthread_once(&once, load);
    return outcome;
}

uint32_t sqlguard_message_count(void) { return sqlguard_the_schema.message_count; }

/* A name without its package. (The descriptors' short names are C's, without underscores.) */
static const char *bare(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

const char *sqlguard_message_name(uint32_t message) {
    return bare(sqlguard_the_schema.messages[message].descriptor->name);
}

uint32_t sqlguard_field_count(uint32_t message) { return sqlguard_the_schema.messages[message].field_count; }

const char *sqlguard_field_name(uint32_t message, uint32_t position) {
    return sqlguard_the_schema.messages[message].descriptor->fields[position].name;
}

int sqlguard_field_kind(uint32_t message, uint32_t position) {
    return sqlguard_the_schema.messages[message].fields[position].kind;
}

static const ProtobufCEnumDescriptor *enum_named(const char *name) {
    for (unsigned i = 0; i < sqlguard_the_schema.enum_count; i++)
        if (strcmp(bare(sqlguard_the_schema.enums[i]->name), name) == 0) return sqlguard_the_schema.enums[i];
    return NULL;
}

int32_t sqlguard_enum_count(const char *name) {
    const ProtobufCEnumDescriptor *e = enum_named(name);
    return e ? (int32_t)e->n_values : -1;
}

const char *sqlguard_enum_constant_name(const char *name, uint32_t index) {
    const ProtobufCEnumDescriptor *e = enum_named(name);
    return e && index < e->n_values ? e->values[index].name : NULL;
}

int32_t sqlguard_enum_constant_value(const char *name, uint32_t index) {
    const ProtobufCEnumDescriptor *e = enum_named(name);
    return e && index < e->n_values ? e->values[index].value : -1;
}
