#include "engine/recording/byte_source.h"

#include "engine/recording/xz_source.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace openbell::recording {
namespace {

constexpr std::array<std::uint8_t, 6> kXzMagic{0xFD, '7', 'z', 'X', 'Z', 0x00};

class FileSource final : public ByteSource {
public:
    FileSource(std::FILE* file, std::string name) : m_file(file), m_name(std::move(name)) {}
    ~FileSource() override { std::fclose(m_file); }
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;

    Result<std::size_t, Error> read(std::span<std::uint8_t> out) override {
        const std::size_t got = std::fread(out.data(), 1, out.size(), m_file);
        if (got == 0 && std::ferror(m_file) != 0)
            return Unexpected{Error{m_name + ": cannot be read: " + std::strerror(errno)}};
        return got;
    }
    const std::string& name() const override { return m_name; }

    bool startsWith(std::span<const std::uint8_t> magic) {
        std::array<std::uint8_t, 16> head{};
        const std::size_t got = std::fread(head.data(), 1, magic.size(), m_file);
        std::rewind(m_file);
        return got == magic.size() && std::memcmp(head.data(), magic.data(), got) == 0;
    }

private:
    std::FILE* m_file;
    std::string m_name;
};

} // namespace

Result<std::unique_ptr<ByteSource>, Error> openFile(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    std::error_code failure;
    if (std::filesystem::is_directory(path, failure))
        return Unexpected{Error{name + ": is a folder, not a recording"}};
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr)
        return Unexpected{Error{path.string() + ": cannot be opened: " + std::strerror(errno)}};
    auto source = std::make_unique<FileSource>(file, name);
    if (std::filesystem::is_regular_file(path, failure) &&
        std::filesystem::file_size(path, failure) == 0)
        return Unexpected{Error{name + ": offset 0: the file is empty"}};
    if (source->startsWith(kXzMagic))
        return unpackXz(std::move(source));
    return std::unique_ptr<ByteSource>(std::move(source));
}

} // namespace openbell::recording
