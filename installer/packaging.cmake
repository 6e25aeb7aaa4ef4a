# Packages: `cmake --build build/release --target packages` writes into build/release/packages
#   openbell_<version>_<arch>.deb           the console
#   openbell-daemon_<version>_<arch>.deb    openbelld, openbell-ctl, the systemd service
#   openbell-<version>-Linux-<arch>.tar.gz  everything; needs the libraries the packages depend on
# openbell_executable() in app/cmake/Openbell.cmake installs the programs themselves.

include(GNUInstallDirs)

# Package with what is built; the `packages` target builds the programs first.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

set(_installer "${PROJECT_SOURCE_DIR}/installer")
set(_app_id org.openbell.Openbell)

if(TARGET openbell)
    install(FILES "${_installer}/${_app_id}.desktop"
        DESTINATION share/applications COMPONENT console)
    install(FILES "${_installer}/${_app_id}.metainfo.xml"
        DESTINATION share/metainfo COMPONENT console)
    install(FILES "${_installer}/${_app_id}.svg"
        DESTINATION share/icons/hicolor/scalable/apps COMPONENT console)
    install(FILES "${PROJECT_SOURCE_DIR}/COPYING"
        DESTINATION share/doc/openbell RENAME copyright COMPONENT console)
endif()
if(TARGET openbelld)
    install(FILES "${_installer}/openbelld.service"
        DESTINATION lib/systemd/system COMPONENT daemon)
    install(FILES "${PROJECT_SOURCE_DIR}/COPYING"
        DESTINATION share/doc/openbell-daemon RENAME copyright COMPONENT daemon)
endif()

set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_PACKAGE_NAME openbell)
set(CPACK_PACKAGE_VENDOR "Openbell")
set(CPACK_PACKAGE_CONTACT "Openbell maintainers <maintainers@openbell.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Operator console for an exchange, with the exchange engine inside")
set(CPACK_PACKAGE_DIRECTORY "${CMAKE_BINARY_DIR}/packages")
set(CPACK_PACKAGE_FILE_NAME
    "openbell-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/COPYING")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_ARCHIVE_COMPONENT_INSTALL OFF)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL "")
if(TARGET openbell)
    list(APPEND CPACK_COMPONENTS_ALL console)
endif()
if(TARGET openbelld OR TARGET openbell-ctl)
    list(APPEND CPACK_COMPONENTS_ALL daemon)
endif()
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PROJECT_CONFIG_FILE "${_installer}/cpack_options.cmake")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_CONSOLE_PACKAGE_NAME openbell)
set(CPACK_DEBIAN_CONSOLE_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_CONSOLE_DESCRIPTION
    "Runs a trading venue from the desktop: instruments, sessions, users, limits and health, review of
trades, and local simulations with recorded or agent-made markets.")
set(CPACK_DEBIAN_CONSOLE_PACKAGE_DEPENDS "fonts-inter, fonts-jetbrains-mono, libqt6svg6")
set(CPACK_DEBIAN_CONSOLE_PACKAGE_RECOMMENDS "qt6-wayland")
set(CPACK_DEBIAN_DAEMON_PACKAGE_NAME openbell-daemon)
set(CPACK_DEBIAN_DAEMON_PACKAGE_SECTION net)
set(CPACK_DEBIAN_DAEMON_DESCRIPTION "The exchange engine as a service, and its command-line tool. Connect to it with the openbell console.")
set(CPACK_DEBIAN_DAEMON_PACKAGE_CONTROL_EXTRA
    "${_installer}/debian/postinst;${_installer}/debian/prerm;${_installer}/debian/postrm")

include(CPack)

if(CPACK_COMPONENTS_ALL)
    add_custom_target(packages
        COMMAND ${CMAKE_CPACK_COMMAND} --config "${CMAKE_BINARY_DIR}/CPackConfig.cmake"
        WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
        VERBATIM USES_TERMINAL)
    add_dependencies(packages product)
endif()
