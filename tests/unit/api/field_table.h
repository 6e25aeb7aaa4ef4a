// The rows that app/docs/protocol.md has for a message: names and types in wire order.
#pragma once

#include "engine/api/field_list.h"
#include "engine/api/protocol.h"

#include <string>
#include <vector>

namespace openbell::api {

template<class E>
std::string enumTypeName();
#define OPENBELL_ENUM_NAME(name)                                                                   \
    template<>                                                                                     \
    inline std::string enumTypeName<name>() {                                                      \
        return #name;                                                                              \
    }
OPENBELL_ENUM_NAME(Side)
OPENBELL_ENUM_NAME(OrderType)
OPENBELL_ENUM_NAME(TimeInForce)
OPENBELL_ENUM_NAME(SelfTradePrevention)
OPENBELL_ENUM_NAME(PostOnly)
OPENBELL_ENUM_NAME(Contingency)
OPENBELL_ENUM_NAME(PegReference)
OPENBELL_ENUM_NAME(SideFilter)
OPENBELL_ENUM_NAME(InstrumentState)
OPENBELL_ENUM_NAME(TradingDayKind)
OPENBELL_ENUM_NAME(Role)
OPENBELL_ENUM_NAME(OrderStatus)
OPENBELL_ENUM_NAME(CancelReason)
OPENBELL_ENUM_NAME(RejectReason)
OPENBELL_ENUM_NAME(CandleInterval)
OPENBELL_ENUM_NAME(TopicKind)
OPENBELL_ENUM_NAME(QueryKind)
OPENBELL_ENUM_NAME(BookAction)
OPENBELL_ENUM_NAME(OrderEventKind)
OPENBELL_ENUM_NAME(VenueMode)
OPENBELL_ENUM_NAME(VenuePhase)
OPENBELL_ENUM_NAME(ReplayAction)
#undef OPENBELL_ENUM_NAME

template<class T>
std::string typeName() {
    if constexpr (kIsStrongInt<T>)
        return typeName<typename T::rep>();
    else if constexpr (std::is_same_v<T, bool>)
        return "bool";
    else if constexpr (std::is_enum_v<T>)
        return enumTypeName<T>();
    else if constexpr (std::is_integral_v<T>)
        return (std::is_signed_v<T> ? "i" : "u") + std::to_string(8 * sizeof(T));
    else if constexpr (kIsBoundedString<T>)
        return "text " + std::to_string(T::kCapacity);
    else if constexpr (std::is_same_v<T, std::string>)
        return "text";
    else if constexpr (kIsVector<T>)
        return "list of " + std::string(T::value_type::kName);
    else if constexpr (kIsVariant<T>)
        return "a command";
    else
        return std::string(T::kName);
}

struct FieldRow {
    std::string name;
    std::string type;
    std::string start() const { return "| `" + name + "` | " + type + " |"; }
};

template<class M>
std::vector<FieldRow> fieldTable() {
    std::vector<FieldRow> rows;
    M message;
    M::fields(message, [&]<class T>(std::string_view name, T&) {
        rows.push_back({std::string(name), typeName<T>()});
    });
    return rows;
}

} // namespace openbell::api
