// OpenSSL's libcrypto (Debian: libssl-dev): digests, HMAC, PBKDF2, random bytes, comparison in constant time, and the digest of
// a certificate.
#ifndef SQLGUARD_COPENSSL_H
#define SQLGUARD_COPENSSL_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

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

// RFC 5929, section 4.1: the digest of a certificate in DER by the hash of its own signature, SHA-256 where that is MD5 or SHA-1.
// PostgreSQL: be-secure-openssl.c, be_tls_get_certificate_hash.
// Returns how many bytes were written to `digest`, which has room for EVP_MAX_MD_SIZE; 0 for what is no certificate, or one whose
// signature names no hash.
static inline unsigned int sqlguard_server_end_point(const unsigned char *der, long count, unsigned char *digest) {
    const unsigned char *end = der;
    X509 *certificate = d2i_X509(NULL, &end, count);
    if (certificate == NULL) return 0;
    unsigned int length = 0;
    int algorithm = NID_undef;
    if (end == der + count && X509_get_signature_info(certificate, &algorithm, NULL, NULL, NULL) == 1) {
        const EVP_MD *hash = NULL;
        if (algorithm == NID_md5 || algorithm == NID_sha1) {
            hash = EVP_sha256();
        } else if (algorithm != NID_undef) {
            hash = EVP_get_digestbynid(algorithm);
        }
        if (hash == NULL || X509_digest(certificate, hash, digest, &length) != 1) length = 0;
    }
    X509_free(certificate);
    return length;
}

#endif
