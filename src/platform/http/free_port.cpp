// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/free_port.hpp"

#include "kernel/check.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace heed::http {

std::uint16_t free_port(const std::string& address) {
    using boost::asio::ip::tcp;
    const bool bracketed = address.starts_with('[') && address.ends_with(']');
    boost::system::error_code failed;
    const auto host = boost::asio::ip::make_address(
        bracketed ? address.substr(1, address.size() - 2) : address, failed
    );
    if (failed) throw Fault("no address to listen on: " + address);
    boost::asio::io_context context;
    try {
        const tcp::acceptor acceptor(context, tcp::endpoint(host, 0));
        return acceptor.local_endpoint().port();
    } catch (const boost::system::system_error& error) {
        throw Fault("no port of " + address + " can be had: " + error.what());
    }
}

} // namespace heed::http
