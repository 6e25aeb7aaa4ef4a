# Read by cpack once per generator: the archive unpacks into one folder, the packages into /usr.
if(CPACK_GENERATOR STREQUAL "TGZ")
    set(CPACK_PACKAGING_INSTALL_PREFIX "/")
endif()
