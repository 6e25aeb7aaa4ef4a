# Every external package, found once, at the root, so that all folders see the same targets.
# The Debian packages behind them are listed in installer/dependencies.txt.
#
#   Boost.Asio, Boost.Beast   Boost::headers            Argon2       PkgConfig::argon2
#   SHA-256, TLS              OpenSSL::Crypto, ::SSL    PostgreSQL   PkgConfig::libpq
#   SQLite                    SQLite::SQLite3           zip          PkgConfig::libzip
#   JSON                      nlohmann_json::nlohmann_json   xz      PkgConfig::liblzma
#   threads                   Threads::Threads          zlib         ZLIB::ZLIB
#   Qt (ui/ and tests only)   Qt6::Core ...             charts       QCustomPlotQt6::QCustomPlotQt6

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(argon2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(libpq REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(liblzma REQUIRED IMPORTED_TARGET liblzma)

if(OPENBELL_BUILD_TESTS AND NOT OPENBELL_FUZZ)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
endif()
if(OPENBELL_BUILD_UI)
    find_package(Qt6 6.4 REQUIRED COMPONENTS
        Core Gui Widgets Network WebSockets Svg SvgWidgets PrintSupport LinguistTools)
    # After Qt's PrintSupport: its package file links it without finding it.
    find_package(QCustomPlotQt6 REQUIRED)
    # A small header in front of <qcustomplot.h> makes it fit for QT_NO_KEYWORDS.
    target_include_directories(QCustomPlotQt6::QCustomPlotQt6 SYSTEM BEFORE INTERFACE
        "${PROJECT_SOURCE_DIR}/app/cmake/include")
endif()
