# SPDX-License-Identifier: AGPL-3.0-or-later
# `./dev build deb`: one Debian package with the program, its service and its documents. What it
# depends on is read from the program itself by dpkg-shlibdeps.
include(GNUInstallDirs)

install(TARGETS heed RUNTIME DESTINATION bin)
install(FILES packaging/heed.service DESTINATION lib/systemd/system)
install(FILES LICENSE README.md CHANGELOG.md SECURITY.md DESTINATION share/doc/heed)
install(FILES packaging/debian/copyright DESTINATION share/doc/heed)
install(DIRECTORY docs/user docs/admin docs/api docs/operations DESTINATION share/doc/heed/docs
        PATTERN campaigns EXCLUDE)
install(DIRECTORY packaging/proxies DESTINATION share/doc/heed)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME heed)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The Heed developers <heed@heed.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "service desk that keeps its word")
set(CPACK_PACKAGE_DESCRIPTION
    "Heed takes in every request by mail, portal or API, gets it to somebody able
and allowed to solve it, and keeps every promise made on the way. One program
with an embedded database; PostgreSQL when one machine is no longer enough.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates, tzdata")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    ${CMAKE_SOURCE_DIR}/packaging/debian/postinst
    ${CMAKE_SOURCE_DIR}/packaging/debian/prerm
    ${CMAKE_SOURCE_DIR}/packaging/debian/postrm)
include(CPack)
