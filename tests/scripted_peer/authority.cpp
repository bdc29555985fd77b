// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/scripted_peer/authority.hpp"

#include "kernel/check.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

namespace heed::tests {

namespace {

struct FreeCrypto {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

    void operator()(X509* certificate) const { X509_free(certificate); }

    void operator()(BIO* bio) const { BIO_free(bio); }

    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};

template <class T>
using Owned = std::unique_ptr<T, FreeCrypto>;

Owned<EVP_PKEY> new_key() {
    Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    CHECK(key != nullptr);
    return key;
}

std::string text_of(BIO* bio) {
    char* begin = nullptr;
    const long size = BIO_get_mem_data(bio, &begin);
    return {begin, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* certificate) {
    const Owned<BIO> bio(BIO_new(BIO_s_mem()));
    CHECK(PEM_write_bio_X509(bio.get(), certificate) == 1);
    return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
    const Owned<BIO> bio(BIO_new(BIO_s_mem()));
    CHECK(PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return text_of(bio.get());
}

void extend(X509* certificate, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(
        X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str())
    );
    CHECK(extension != nullptr);
    CHECK(X509_add_ext(certificate, extension.get(), -1) == 1);
}

Owned<X509> new_certificate(EVP_PKEY* key, const std::string& name, int valid_days) {
    static long serial = 1;
    constexpr long day_seconds = 24L * 60 * 60;
    Owned<X509> certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3 * day_seconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), valid_days * day_seconds);
    X509_set_pubkey(certificate.get(), key);
    const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
    X509_NAME_add_entry_by_txt(
        X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8, text, -1, -1, 0
    );
    return certificate;
}

std::string temporary_file(const std::string& content) {
    auto path = (std::filesystem::temp_directory_path() / "heed_ca_XXXXXX").string();
    const int descriptor = mkstemp(path.data());
    CHECK(descriptor >= 0);
    close(descriptor);
    std::ofstream(path) << content;
    return path;
}

} // namespace

struct Authority::State {
    Owned<EVP_PKEY> key = new_key();
    Owned<X509> certificate = {};
};

Authority::Authority() : state_(std::make_unique<State>()) {
    state_->certificate = new_certificate(state_->key.get(), "Heed test authority", 3);
    auto* const certificate = state_->certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    extend(certificate, NID_basic_constraints, "critical,CA:TRUE");
    CHECK(X509_sign(certificate, state_->key.get(), EVP_sha256()) > 0);
    ca_file_ = temporary_file(pem_of(certificate));
}

Authority::~Authority() {
    std::error_code ignored;
    std::filesystem::remove(ca_file_, ignored);
}

Identity Authority::issue(const std::string& names, int valid_days) const {
    const auto key = new_key();
    const auto certificate = new_certificate(key.get(), "heed test server", valid_days);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(state_->certificate.get()));
    extend(certificate.get(), NID_subject_alt_name, names);
    CHECK(X509_sign(certificate.get(), state_->key.get(), EVP_sha256()) > 0);
    return {.certificate_pem = pem_of(certificate.get()), .key_pem = pem_of(key.get())};
}

} // namespace heed::tests
