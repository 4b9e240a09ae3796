/*
 * The packer. libpg_query builds protobuf-c structs of the parse tree and packs them; the linker sends that packing
 * here (--wrap), and we write records instead of protobuf. Nothing of the tree is lost: every field of every message
 * that the descriptors name is written when it is set. Linear in the size of the tree, where protobuf-c's packer looks
 * at all 238 alternatives of every Node and recomputes sizes at each level (measurements: docs/decisions/0001).
 */
#include "schema.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    sqlguard_record *records;
    size_t record_count, record_capacity;
    char *text;
    size_t text_count, text_capacity;
    const ProtobufCMessage *packed; /* the message these records came from */
    int failed;                     /* out of memory, over the index range, or a field we cannot pack */
} buffer;

static __thread buffer out;

/* Buffers larger than this are given back after use. */
#define KEEP_RECORDS (1u << 16)
#define KEEP_TEXT (1u << 20)

static sqlguard_record *add(void) {
    if (out.record_count == out.record_capacity) {
        size_t capacity = out.record_capacity ? out.record_capacity * 2 : 1024;
        sqlguard_record *grown = capacity < INT32_MAX ? realloc(out.records, capacity * sizeof *grown) : NULL;
        if (!grown) {
            out.failed = 1;
            return NULL;
        }
        out.records = grown;
        out.record_capacity = capacity;
    }
    return &out.records[out.record_count++];
}

static void add_integer(uint8_t position, int64_t value) {
    sqlguard_record *record = add();
    if (record) *record = (sqlguard_record){0, position, SQLGUARD_RECORD_INTEGER, 0, (uint64_t)value};
}

static void add_text(uint8_t position, const char *text) {
    size_t length = strlen(text);
    if (length > INT32_MAX / 2) {
        out.failed = 1;
        return;
    }
    if (out.text_count + length > out.text_capacity) {
        size_t capacity = out.text_capacity ? out.text_capacity : 4096;
        while (capacity < out.text_count + length) capacity *= 2;
        char *grown = realloc(out.text, capacity);
        if (!grown) {
            out.failed = 1;
            return;
        }
        out.text = grown;
        out.text_capacity = capacity;
    }
    memcpy(out.text + out.text_count, text, length);
    sqlguard_record *record = add();
    if (record) *record = (sqlguard_record){0, position, SQLGUARD_RECORD_TEXT, (int32_t)length, out.text_count};
    out.text_count += length;
}

static void put(const ProtobufCMessage *message, uint16_t index, uint8_t position);

static int64_t scalar(const sqlguard_field *field, const char *at) {
    switch (field->width) {
    case 8: { int64_t v; memcpy(&v, at, 8); return v; }
    case 4: { int32_t v; memcpy(&v, at, 4); return field->is_unsigned ? (int64_t)(uint32_t)v : v; }
    default: return *(const uint8_t *)at;
    }
}

/* The values of a repeated field or a member of a oneof, which are there also when they are zero. */
static void put_values(const sqlguard_field *field, uint8_t position, const char *at, size_t count) {
    switch (field->kind) {
    case SQLGUARD_FIELD_MESSAGE:
        for (size_t k = 0; k < count && !out.failed; k++) {
            const ProtobufCMessage *child = ((ProtobufCMessage *const *)at)[k];
            if (child) put(child, field->child, position);
            else out.failed = 1;
        }
        break;
    case SQLGUARD_FIELD_TEXT:
        for (size_t k = 0; k < count; k++) {
            const char *text = ((char *const *)at)[k];
            if (text) add_text(position, text);
        }
        break;
    case SQLGUARD_FIELD_OTHER:
        for (size_t k = 0; k < count * field->width; k++)
            if (at[k]) out.failed = 1;
        break;
    default:
        for (size_t k = 0; k < count; k++) add_integer(position, scalar(field, at + k * field->width));
    }
}

static void put(const ProtobufCMessage *message, uint16_t index, uint8_t position) {
    const sqlguard_schema *schema = &sqlguard_the_schema;
    const sqlguard_message *description = &schema->messages[index];
    while (description->is_node) {
        unsigned which = *(const uint32_t *)((const char *)message + description->fields[0].quantifier);
        unsigned found = which < SQLGUARD_MAX_MESSAGES ? schema->by_case[which] : 0;
        const sqlguard_field *field = found ? &description->fields[found - 1] : NULL;
        const ProtobufCMessage *inner = field ? *(ProtobufCMessage *const *)((const char *)message + field->offset) : NULL;
        if (!inner) {
            sqlguard_record *record = add();
            if (record)
                *record = (sqlguard_record){index, position, SQLGUARD_RECORD_MESSAGE, (int32_t)out.record_count, 0};
            return;
        }
        message = inner;
        index = field->child;
        description = &schema->messages[index];
    }

    size_t here = out.record_count;
    if (!add()) return;
    uint64_t present = 0;
    const char *start = (const char *)message;
    const sqlguard_field *field = description->fields, *past = field + description->field_count;
    /* Most fields of most messages are not set: that is found out first, and leads on to the next one at once. */
    for (unsigned i = 0; field < past; i++, field++) {
        const char *at = start + field->offset;
        int64_t value = 0;
        switch ((sqlguard_pack)field->pack) {
        case SQLGUARD_PACK_MESSAGE: {
            const ProtobufCMessage *child = *(ProtobufCMessage *const *)at;
            if (!child) continue;
            put(child, field->child, (uint8_t)i);
            break;
        }
        case SQLGUARD_PACK_TEXT: {
            const char *text = *(char *const *)at;
            if (!text || !*text) continue;
            add_text((uint8_t)i, text);
            break;
        }
        case SQLGUARD_PACK_BYTE: value = *(const uint8_t *)at; break;
        case SQLGUARD_PACK_INT32: value = *(const int32_t *)at; break;
        case SQLGUARD_PACK_UINT32: value = *(const uint32_t *)at; break;
        case SQLGUARD_PACK_INT64: value = *(const int64_t *)at; break;
        case SQLGUARD_PACK_REPEATED: {
            size_t count = *(const size_t *)(start + field->quantifier), before = out.record_count;
            if (count) put_values(field, (uint8_t)i, *(const char *const *)at, count);
            if (out.record_count == before) continue;
            break;
        }
        case SQLGUARD_PACK_CHOICE: {
            size_t before = out.record_count;
            if (*(const uint32_t *)(start + field->quantifier) == field->id) put_values(field, (uint8_t)i, at, 1);
            if (out.record_count == before) continue;
            break;
        }
        case SQLGUARD_PACK_NEVER:
            for (unsigned k = 0; k < field->width; k++)
                if (at[k]) out.failed = 1;
            continue;
        }
        if (field->pack >= SQLGUARD_PACK_BYTE && field->pack <= SQLGUARD_PACK_INT64) {
            if (!value) continue;
            add_integer((uint8_t)i, value);
        }
        present |= 1ull << i;
    }
    out.records[here] =
        (sqlguard_record){index, position, SQLGUARD_RECORD_MESSAGE, (int32_t)out.record_count, present};
}

size_t __real_protobuf_c_message_get_packed_size(const ProtobufCMessage *message);
size_t __real_protobuf_c_message_pack(const ProtobufCMessage *message, uint8_t *to);
size_t __wrap_protobuf_c_message_get_packed_size(const ProtobufCMessage *message);
size_t __wrap_protobuf_c_message_pack(const ProtobufCMessage *message, uint8_t *to);

static size_t flat_size(void) {
    return sizeof(sqlguard_flat_header) + out.record_count * sizeof(sqlguard_record) + out.text_count;
}

/* libpg_query asks for the size first: that is when the tree is walked. */
size_t __wrap_protobuf_c_message_get_packed_size(const ProtobufCMessage *message) {
    if (message->descriptor != &pg_query__parse_result__descriptor || sqlguard_schema_load() != 0)
        return __real_protobuf_c_message_get_packed_size(message);
    out.record_count = out.text_count = 0;
    out.failed = 0;
    out.packed = message;
    put(message, 0, 0);
    if (out.failed) out.record_count = out.text_count = 0; /* no records: the reader refuses such a tree */
    return flat_size();
}

size_t __wrap_protobuf_c_message_pack(const ProtobufCMessage *message, uint8_t *to) {
    if (message->descriptor != &pg_query__parse_result__descriptor || out.packed != message)
        return __real_protobuf_c_message_pack(message, to);
    sqlguard_flat_header header = {SQLGUARD_FLAT_MAGIC, out.record_count, out.text_count};
    size_t records = out.record_count * sizeof(sqlguard_record), size = flat_size();
    memcpy(to, &header, sizeof header);
    if (records) memcpy(to + sizeof header, out.records, records);
    if (out.text_count) memcpy(to + sizeof header + records, out.text, out.text_count);
    out.packed = NULL;
    if (out.record_capacity > KEEP_RECORDS || out.text_capacity > KEEP_TEXT) {
        free(out.records);
        free(out.text);
        memset(&out, 0, sizeof out);
    }
    return size;
}
