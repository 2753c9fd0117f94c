#pragma once

#include <openssl/evp.h>

namespace minipy::modules::hashing {

/// OpenSSL's libcrypto, opened when hashlib is imported and not before: a program that does not hash does not
/// pay for it. Immutable once opened; any thread.
struct Libcrypto {
  decltype(&::EVP_MD_fetch) md_fetch;
  decltype(&::EVP_MD_free) md_free;
  decltype(&::EVP_MD_get_size) md_size;
  decltype(&::EVP_MD_get_block_size) md_block_size;
  decltype(&::EVP_MD_get_flags) md_flags;
  decltype(&::EVP_MD_CTX_new) context_new;
  decltype(&::EVP_MD_CTX_free) context_free;
  decltype(&::EVP_MD_CTX_copy_ex) context_copy;
  decltype(&::EVP_DigestInit_ex) init;
  decltype(&::EVP_DigestUpdate) update;
  decltype(&::EVP_DigestFinal_ex) finish;
  decltype(&::EVP_DigestFinalXOF) finish_xof;
  decltype(&::PKCS5_PBKDF2_HMAC) pbkdf2;
  decltype(&::EVP_PBE_scrypt) scrypt;

  /// Fills the table in. False when the library, or one of its functions, is not there.
  bool open();
};

}  // namespace minipy::modules::hashing
