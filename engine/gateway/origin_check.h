// Keeps web pages from connecting to a venue on the same machine: browsers name the page's origin
// in every WebSocket request, other programs name none.
#pragma once

#include <string_view>

namespace openbell::gateway {

/// True for an absent (empty) origin and for http and https origins on this machine.
bool isLocalOrigin(std::string_view origin);

/// True for localhost and loopback addresses, with or without a port: what the Host header of a
/// request to a loopback address says unless its name was rebound.
bool isLocalHost(std::string_view host);

} // namespace openbell::gateway
