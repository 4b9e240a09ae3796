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

#endif
