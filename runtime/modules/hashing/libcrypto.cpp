#include "runtime/modules/hashing/libcrypto.hpp"

#include <dlfcn.h>

namespace minipy::modules::hashing {
namespace {

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

}  // namespace

bool Libcrypto::open() {
  // Stays open to the end of the process: contexts may be freed as late as that.
  void* library = dlopen("libcrypto.so.3", RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) return false;
  return find(library, "EVP_MD_fetch", md_fetch) && find(library, "EVP_MD_free", md_free) &&
         find(library, "EVP_MD_get_size", md_size) && find(library, "EVP_MD_get_block_size", md_block_size) &&
         find(library, "EVP_MD_get_flags", md_flags) && find(library, "EVP_MD_CTX_new", context_new) &&
         find(library, "EVP_MD_CTX_free", context_free) &&
         find(library, "EVP_MD_CTX_copy_ex", context_copy) && find(library, "EVP_DigestInit_ex", init) &&
         find(library, "EVP_DigestUpdate", update) && find(library, "EVP_DigestFinal_ex", finish) &&
         find(library, "EVP_DigestFinalXOF", finish_xof) && find(library, "PKCS5_PBKDF2_HMAC", pbkdf2) &&
         find(library, "EVP_PBE_scrypt", scrypt);
}

}  // namespace minipy::modules::hashing
