#include "engine/recording/xz_source.h"

#include <lzma.h>

#include <array>

namespace openbell::recording {
namespace {

constexpr std::uint64_t kMaxDecoderBytes = 256U << 20U;

const char* describe(lzma_ret code) {
    switch (code) {
    case LZMA_MEMLIMIT_ERROR:
        return "needs more memory to unpack than is allowed";
    case LZMA_FORMAT_ERROR:
        return "is not xz data";
    case LZMA_OPTIONS_ERROR:
        return "uses unknown xz options";
    case LZMA_DATA_ERROR:
        return "is corrupt";
    case LZMA_BUF_ERROR:
        return "ends in the middle of the compressed data";
    default:
        return "cannot be unpacked";
    }
}

class XzSource final : public ByteSource {
public:
    explicit XzSource(std::unique_ptr<ByteSource> packed) : m_packed(std::move(packed)) {}
    ~XzSource() override { lzma_end(&m_stream); }
    XzSource(const XzSource&) = delete;
    XzSource& operator=(const XzSource&) = delete;

    bool init() {
        return lzma_stream_decoder(&m_stream, kMaxDecoderBytes, LZMA_CONCATENATED) == LZMA_OK;
    }
    const std::string& name() const override { return m_packed->name(); }

    Result<std::size_t, Error> read(std::span<std::uint8_t> out) override {
        m_stream.next_out = out.data();
        m_stream.avail_out = out.size();
        while (!m_ended && m_stream.avail_out == out.size()) {
            if (m_stream.avail_in == 0 && !m_inputEnded)
                if (auto filled = fill(); !filled)
                    return Unexpected{filled.error()};
            const lzma_ret code = lzma_code(&m_stream, m_inputEnded ? LZMA_FINISH : LZMA_RUN);
            if (code == LZMA_STREAM_END)
                m_ended = true;
            else if (code != LZMA_OK)
                return Unexpected{Error{name() + ": offset " + std::to_string(m_stream.total_in) +
                                        " of the packed file: " + describe(code)}};
        }
        if (!plausiblyUnpacked(m_stream.total_in, m_stream.total_out))
            return Unexpected{Error{name() + ": unpacks to more than " +
                                    std::to_string(kMaxUnpackRatio) +
                                    " times its size, which no recording does"}};
        return out.size() - m_stream.avail_out;
    }

private:
    Result<Done, Error> fill() {
        auto got = m_packed->read(m_input);
        if (!got)
            return Unexpected{got.error()};
        m_inputEnded = *got == 0;
        m_stream.next_in = m_input.data();
        m_stream.avail_in = *got;
        return Done{};
    }

    std::unique_ptr<ByteSource> m_packed;
    lzma_stream m_stream = LZMA_STREAM_INIT;
    std::array<std::uint8_t, 64 * 1024> m_input{};
    bool m_inputEnded = false;
    bool m_ended = false;
};

} // namespace

Result<std::unique_ptr<ByteSource>, Error> unpackXz(std::unique_ptr<ByteSource> packed) {
    auto source = std::make_unique<XzSource>(std::move(packed));
    if (!source->init())
        return Unexpected{Error{source->name() + ": the xz decoder could not be started"}};
    return std::unique_ptr<ByteSource>(std::move(source));
}

} // namespace openbell::recording
