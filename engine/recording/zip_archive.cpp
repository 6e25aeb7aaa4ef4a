#include "engine/recording/byte_source.h"

#include <zip.h>

#include <system_error>

namespace openbell::recording {
namespace {

constexpr zip_int64_t kMaxEntries = 1'000;

/// Says what went wrong with the archive or an entry, in libzip's words.
std::string describe(int code) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    return text;
}

class ZipEntrySource final : public ByteSource {
public:
    ZipEntrySource(zip_file_t* file, std::string name, std::uint64_t packed)
        : m_file(file)
        , m_name(std::move(name))
        , m_packed(packed) {}
    ~ZipEntrySource() override { zip_fclose(m_file); }
    ZipEntrySource(const ZipEntrySource&) = delete;
    ZipEntrySource& operator=(const ZipEntrySource&) = delete;

    Result<std::size_t, Error> read(std::span<std::uint8_t> out) override {
        const zip_int64_t got = zip_fread(m_file, out.data(), out.size());
        if (got < 0)
            return Unexpected{Error{m_name + ": offset " + std::to_string(m_unpacked) +
                                    ": the archive is damaged: " + zip_file_strerror(m_file)}};
        m_unpacked += static_cast<std::uint64_t>(got);
        if (!plausiblyUnpacked(m_packed, m_unpacked))
            return Unexpected{Error{m_name + ": unpacks to more than " +
                                    std::to_string(kMaxUnpackRatio) +
                                    " times its size, which no recording does"}};
        return static_cast<std::size_t>(got);
    }
    const std::string& name() const override { return m_name; }

private:
    zip_file_t* m_file;
    std::string m_name;
    std::uint64_t m_packed;
    std::uint64_t m_unpacked = 0;
};

class OpenZip final : public ZipArchive {
public:
    OpenZip(zip_t* archive, std::string name) : m_archive(archive), m_name(std::move(name)) {}
    ~OpenZip() override { zip_discard(m_archive); }
    OpenZip(const OpenZip&) = delete;
    OpenZip& operator=(const OpenZip&) = delete;

    const std::vector<std::string>& entries() const override { return m_entries; }

    Result<Done, Error> list() {
        const zip_int64_t count = zip_get_num_entries(m_archive, 0);
        if (count > kMaxEntries)
            return Unexpected{Error{m_name + ": holds " + std::to_string(count) +
                                    " files, more than any recording"}};
        for (zip_int64_t i = 0; i < count; ++i)
            if (const char* entry = zip_get_name(m_archive, static_cast<zip_uint64_t>(i), 0))
                m_entries.emplace_back(entry);
        return Done{};
    }

    Result<std::unique_ptr<ByteSource>, Error> openEntry(const std::string& entry) override {
        zip_stat_t stat;
        zip_stat_init(&stat);
        zip_file_t* file = nullptr;
        if (zip_stat(m_archive, entry.c_str(), 0, &stat) == 0)
            file = zip_fopen(m_archive, entry.c_str(), 0);
        if (file == nullptr)
            return Unexpected{
                Error{m_name + ": " + entry + " cannot be opened: " + zip_strerror(m_archive)}};
        const std::uint64_t packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
        return std::unique_ptr<ByteSource>(
            std::make_unique<ZipEntrySource>(file, m_name + ": " + entry, packed));
    }

private:
    zip_t* m_archive;
    std::string m_name;
    std::vector<std::string> m_entries;
};

} // namespace

Result<std::unique_ptr<ZipArchive>, Error> ZipArchive::open(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    std::error_code failure;
    if (std::filesystem::is_regular_file(path, failure) &&
        std::filesystem::file_size(path, failure) == 0)
        return Unexpected{Error{name + ": offset 0: the file is empty"}};
    int code = 0;
    zip_t* handle = zip_open(path.c_str(), ZIP_RDONLY, &code);
    if (handle == nullptr && (code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS))
        return Unexpected{
            Error{name + ": offset 0: not a zip archive, or cut short (" + describe(code) + ")"}};
    if (handle == nullptr)
        return Unexpected{Error{path.string() + ": cannot be opened: " + describe(code)}};
    auto archive = std::make_unique<OpenZip>(handle, name);
    if (auto listed = archive->list(); !listed)
        return Unexpected{listed.error()};
    return std::unique_ptr<ZipArchive>(std::move(archive));
}

} // namespace openbell::recording
