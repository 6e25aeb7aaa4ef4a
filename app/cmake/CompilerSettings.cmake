# Language, warnings, optimisation and instrumentation of every target of the project.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON) # plug-ins link the static engine libraries
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug or Release" FORCE)
endif()

# NDEBUG is set in no build type: the project's assertions stay on in release.
set(OPENBELL_OPTIMIZE "-O0" CACHE STRING "Optimisation of Debug builds; the sanitizer presets use -O1")
set(CMAKE_CXX_FLAGS_DEBUG "${OPENBELL_OPTIMIZE} -g")
if(OPENBELL_SANITIZE)
    set(CMAKE_CXX_FLAGS_DEBUG "${OPENBELL_OPTIMIZE} -g1") # lines for the reports; halves the objects
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -g1")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g")

add_compile_options(-Wall -Wextra -Wpedantic)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wshadow=local)
    # g++ 12 reports these on correct standard library code once it is inlined (GCC bugs 105329,
    # 105562, 107852): shown, but not errors; -Wrestrict is only noise there.
    add_compile_options(-Wno-restrict)
endif()
if(OPENBELL_WERROR)
    add_compile_options(-Werror)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        add_compile_options(-Wno-error=maybe-uninitialized -Wno-error=array-bounds
            -Wno-error=stringop-overflow -Wno-error=stringop-overread)
    endif()
endif()

if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT OPENBELL_SANITIZE AND NOT OPENBELL_FUZZ)
    add_compile_options(-fstack-protector-strong)
    add_compile_definitions(_FORTIFY_SOURCE=2)
    add_link_options(-Wl,-z,relro,-z,now)
else()
    add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()

if(OPENBELL_SANITIZE)
    add_compile_options(-fsanitize=${OPENBELL_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${OPENBELL_SANITIZE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # The instrumentation confuses the flow analysis behind this warning.
        add_compile_options(-Wno-maybe-uninitialized)
        if(OPENBELL_SANITIZE MATCHES "thread")
            add_compile_options(-Wno-tsan)
        endif()
    endif()
endif()

if(OPENBELL_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "OPENBELL_FUZZ needs clang: cmake --preset fuzz")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(OPENBELL_COVERAGE)
    add_compile_options(--coverage -fprofile-update=atomic)
    add_link_options(--coverage)
else()
    # Source paths inside binaries are relative to the repository: builds are reproducible and
    # two checkouts share the compiler cache.
    add_compile_options("-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
endif()

if(OPENBELL_CCACHE)
    find_program(CCACHE_PROGRAM ccache)
    mark_as_advanced(CCACHE_PROGRAM)
    if(CCACHE_PROGRAM)
        # The sloppiness is what precompiled headers need.
        set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
            CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
            "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${CCACHE_PROGRAM}")
    endif()
endif()

# moc 6.4 stumbles over libstdc++'s <concepts> (behind <compare>, <span>, ...) when a file includes it
# before Qt; nothing in it matters to moc, so its include guard is set there.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS=1)
