// A new asset, as markets need two of them.
#include "ui/models/instrument_drafts.h"

#include <algorithm>

namespace openbell::models {
namespace {
constexpr uint kMaxDecimals = 18;
} // namespace

DraftCheck InstrumentDrafts::check(const NewAssetDraft& draft) const {
    DraftCheck result;
    api::CreateAsset made;
    const QString code = draft.code.trimmed();
    const QByteArray bytes = code.toUtf8();
    std::uint32_t last = 0;
    bool isKnown = false;
    for (const AssetId id : m_reference.assets()) {
        last = std::max(last, id.value());
        isKnown = isKnown || m_reference.asset(id)->code == code;
    }
    if (code.isEmpty())
        result.problems[DraftField::AssetCode] = tr("Enter a code, such as BTC.");
    else if (bytes.size() > static_cast<qsizetype>(api::AssetCode::kCapacity))
        result.problems[DraftField::AssetCode] =
            tr("This code is too long: at most %1 letters.").arg(api::AssetCode::kCapacity);
    else if (isKnown)
        result.problems[DraftField::AssetCode] = tr("There is an asset of this code already.");
    bool isNumber = false;
    const uint decimals = draft.decimals.trimmed().toUInt(&isNumber);
    if (!isNumber || decimals > kMaxDecimals)
        result.problems[DraftField::AssetDecimals] =
            tr("Enter a whole number from 0 to %1.").arg(kMaxDecimals);
    if (!result.isValid())
        return result;
    made.asset = AssetId(last + 1);
    made.code = api::AssetCode(std::string_view(bytes.data(), std::size_t(bytes.size())));
    made.scale = static_cast<std::uint8_t>(decimals);
    result.changes += tr("A new asset %1, counted with %2 decimals.").arg(code).arg(decimals);
    result.command = made;
    return result;
}

} // namespace openbell::models
