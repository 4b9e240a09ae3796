// OpenSSL's libcrypto (Debian: libssl-dev): digests, HMAC, PBKDF2, random bytes, comparison in constant time.
#ifndef SQLGUARD_COPENSSL_H
#define SQLGUARD_COPENSSL_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

// SHA-256 on a context that is a plain value. The functions are deprecated in favour of EVP, whose contexts of OpenSSL 3.0
// allocate with each new content (EVP_DigestInit_ex gives the old state back and makes another); they cannot fail.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"

static inline void sqlguard_sha256_init(SHA256_CTX *context) { SHA256_Init(context); }

static inline void sqlguard_sha256_update(SHA256_CTX *context, const void *bytes, size_t count) {
    SHA256_Update(context, bytes, count);
}

static inline void sqlguard_sha256_final(SHA256_CTX *context, unsigned char *digest) { SHA256_Final(digest, context); }

#pragma clang diagnostic pop

#endif
