# The functions every folder uses to declare what it builds. They keep the layering: a link that
# goes up, sideways or across the engine/ui border stops the configuration.
#
#   openbell_library(<name> [LAYER <layer>] SOURCES <file>... [LINKS <target>...]
#                    [PRIVATE_LINKS <target>...] [PCH])
#       Static library `openbell_<name>`. LAYER defaults to the name. PCH: precompile Qt's headers
#       (ui only). A library without .cpp files becomes an INTERFACE library.
#   openbell_executable(<name> SOURCES <file>... [LINKS <target>...])
#       Executable `bin/<name>`. Inside app/ it is a product: `./run` builds it, packages ship it.
#   openbell_test(<name> SOURCES <file>... [LINKS <target>...] [UI] [LABELS <label>...]
#                 [TIMEOUT <seconds>] [ARGUMENTS <argument>...])
#       Qt Test executable `test_<name>` (bin/tests/<name>), registered with ctest as <name>.
#       Labels: `engine`, or `ui` with UI, plus LABELS. TIMEOUT defaults to 120. The label `core`
#       is for what exercises engine/core: the target `core-tests` builds it, coverage counts it.
#       api, base, core, docs, marketdata and recording are for what has no threads; all other tests
#       of the engine get the label `threads`, which the tsan preset builds (`threaded-tests`) and runs.
#       OPENBELL_SOURCE_DIR is defined as the repository's path, for test data.
#   openbell_check(<name> SOURCES <file>... [LINKS <target>...] [TIMEOUT <seconds>]
#                  [ARGUMENTS <argument>...])
#       A test that is a plain program, `check_<name>` (bin/tests/<name>): without Qt, so that the
#       fuzz preset with its other compiler builds and runs it, too. Zero: passed.
#   openbell_fuzzer(<name> SOURCES <file>... [LINKS <target>...] [CORPUS <folder>] [SECONDS <n>])
#       libFuzzer executable `fuzz_<name>`, built by the fuzz preset only; ctest label `fuzz`.
#
# Includes are written from the repository root: #include "engine/base/money.h".

include_guard(GLOBAL)

# Lowest first. Layers of one rank (same line below) do not link each other.
set(OPENBELL_ENGINE_LAYERS
    base api marketdata core journal store recording plugin scaling surveillance runtime gateway simulation host)
set(OPENBELL_UI_LAYERS client models charts views shell)

set(_openbell_ranks
    base:0
    api:1
    marketdata:2 core:2 journal:2 store:2 plugin:2 scaling:2
    recording:3 surveillance:3 runtime:3
    gateway:4
    simulation:5
    host:6
    client:10
    models:11
    charts:12
    views:13
    shell:14)

foreach(_pair IN LISTS _openbell_ranks)
    string(REPLACE ":" ";" _pair "${_pair}")
    list(GET _pair 0 _layer)
    list(GET _pair 1 _rank)
    set_property(GLOBAL PROPERTY OPENBELL_RANK_${_layer} ${_rank})
endforeach()

function(_openbell_side layer out)
    if(layer IN_LIST OPENBELL_UI_LAYERS)
        set(${out} ui PARENT_SCOPE)
    else()
        set(${out} engine PARENT_SCOPE)
    endif()
endfunction()

# Refuses any link of `layer` that is not to a lower layer (or to its own).
function(_openbell_check_library_links name layer)
    _openbell_side(${layer} side)
    get_property(rank GLOBAL PROPERTY OPENBELL_RANK_${layer})
    foreach(link IN LISTS ARGN)
        if(link MATCHES "^(Qt6?::|QCustomPlot)")
            if(side STREQUAL "engine")
                message(FATAL_ERROR "openbell_${name} (engine/${layer}) links ${link}: Qt never enters engine/.")
            endif()
            continue()
        endif()
        if(side STREQUAL "ui" AND link MATCHES "SQLite|libpq|Sql")
            message(FATAL_ERROR "openbell_${name} (ui/${layer}) links ${link}: the console never opens a database.")
        endif()
        if(NOT link MATCHES "^openbell_")
            continue()
        endif()
        if(NOT TARGET ${link})
            message(FATAL_ERROR "openbell_${name} (${side}/${layer}) links ${link}, which is not defined yet: "
                "either its folder is missing or it belongs to a higher layer.")
        endif()
        get_target_property(other ${link} OPENBELL_LAYER)
        if(NOT other)
            message(FATAL_ERROR "openbell_${name} links ${link}, which was not made by openbell_library().")
        endif()
        if(other STREQUAL layer)
            continue()
        endif()
        _openbell_side(${other} other_side)
        get_property(other_rank GLOBAL PROPERTY OPENBELL_RANK_${other})
        if(side STREQUAL "ui" AND other_side STREQUAL "engine" AND NOT other MATCHES "^(base|api)$")
            message(FATAL_ERROR "openbell_${name} (ui/${layer}) links ${link}: "
                "ui/ may link only openbell_base and openbell_api from the engine.")
        endif()
        if(NOT other_rank LESS rank)
            message(FATAL_ERROR "openbell_${name} (${side}/${layer}) links ${link} (${other_side}/${other}), "
                "which is not a lower layer. See the layers in ARCHITECTURE.md.")
        endif()
    endforeach()
endfunction()

# Executables may link any layer of one side; only app/console links both sides.
function(_openbell_check_executable_links name)
    set(engine_link "")
    set(ui_link "")
    foreach(link IN LISTS ARGN)
        if(link MATCHES "^Qt6?::")
            set(ui_link ${link})
        elseif(link MATCHES "^openbell_")
            if(NOT TARGET ${link})
                message(FATAL_ERROR "${name} links ${link}, which is not defined.")
            endif()
            get_target_property(layer ${link} OPENBELL_LAYER)
            _openbell_side("${layer}" side)
            if(side STREQUAL "ui")
                set(ui_link ${link})
            elseif(NOT layer MATCHES "^(base|api)$")
                set(engine_link ${link})
            endif()
        endif()
    endforeach()
    if(engine_link AND ui_link AND NOT CMAKE_CURRENT_SOURCE_DIR STREQUAL "${PROJECT_SOURCE_DIR}/app/console")
        message(FATAL_ERROR "${name} links ${engine_link} and ${ui_link}: only app/console links both sides.")
    endif()
endfunction()

# Qt with the shortcuts that hide conversions and clash with other libraries turned off.
function(_openbell_ui_settings target scope)
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_compile_definitions(${target} ${scope}
        QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
        QT_NO_URL_CAST_FROM_STRING QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
        QT_DISABLE_DEPRECATED_BEFORE=0x060400)
endfunction()

function(openbell_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "PCH" "LAYER" "SOURCES;LINKS;PRIVATE_LINKS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "openbell_library(${name}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT arg_LAYER)
        set(arg_LAYER ${name})
    endif()
    string(REGEX REPLACE "^ui_" "" layer "${arg_LAYER}")
    get_property(known GLOBAL PROPERTY OPENBELL_RANK_${layer} SET)
    if(NOT known)
        message(FATAL_ERROR "openbell_library(${name}): unknown layer '${arg_LAYER}'; "
            "known: ${OPENBELL_ENGINE_LAYERS};${OPENBELL_UI_LAYERS}")
    endif()
    _openbell_check_library_links(${name} ${layer} ${arg_LINKS} ${arg_PRIVATE_LINKS})

    set(target openbell_${name})
    set(compiled ${arg_SOURCES})
    list(FILTER compiled INCLUDE REGEX "\\.(cpp|cc|cxx)$")
    if(compiled)
        add_library(${target} STATIC ${arg_SOURCES})
        target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
        target_link_libraries(${target} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
    else()
        add_library(${target} INTERFACE ${arg_SOURCES})
        target_include_directories(${target} INTERFACE "${PROJECT_SOURCE_DIR}")
        target_link_libraries(${target} INTERFACE ${arg_LINKS} ${arg_PRIVATE_LINKS})
    endif()
    set_target_properties(${target} PROPERTIES OPENBELL_LAYER ${layer})

    _openbell_side(${layer} side)
    if(side STREQUAL "ui" AND compiled)
        _openbell_ui_settings(${target} PRIVATE)
        if(arg_PCH)
            set(headers <QtCore/QtCore>)
            if("${arg_LINKS};${arg_PRIVATE_LINKS}" MATCHES "Qt6::Widgets|openbell_ui_(charts|views|shell)")
                list(APPEND headers <QtGui/QtGui> <QtWidgets/QtWidgets>)
            endif()
            # QtCore/QtCore and its siblings pull in everything; -fpch-preprocess lets ccache see through it.
            target_precompile_headers(${target} PRIVATE ${headers})
            if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
                target_compile_options(${target} PRIVATE -fpch-preprocess)
            endif()
        endif()
    elseif(arg_PCH)
        message(FATAL_ERROR "openbell_library(${name}): PCH is for ui/ libraries.")
    endif()
endfunction()

function(openbell_executable name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "openbell_executable(${name}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    _openbell_check_executable_links(${name} ${arg_LINKS})
    add_executable(${name} ${arg_SOURCES})
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${arg_LINKS})
    if("${arg_LINKS}" MATCHES "Qt6::|openbell_ui_")
        _openbell_ui_settings(${name} PRIVATE)
    endif()
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "^${PROJECT_SOURCE_DIR}/app/")
        add_dependencies(product ${name})
        # The console and the server side are separate packages (installer/packaging.cmake).
        if(CMAKE_CURRENT_SOURCE_DIR STREQUAL "${PROJECT_SOURCE_DIR}/app/console")
            install(TARGETS ${name} RUNTIME DESTINATION bin COMPONENT console)
        else()
            install(TARGETS ${name} RUNTIME DESTINATION bin COMPONENT daemon)
        endif()
    elseif(OPENBELL_SANITIZE OR OPENBELL_FUZZ)
        set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL ON) # benchmarks and tools prove nothing there
    endif()
endfunction()

# ThreadSanitizer of g++ 12 cannot map its shadow when the kernel randomises addresses widely:
# run those tests without randomisation where that is permitted.
if(OPENBELL_BUILD_TESTS AND OPENBELL_SANITIZE MATCHES "thread")
    find_program(OPENBELL_SETARCH setarch)
    mark_as_advanced(OPENBELL_SETARCH)
    if(OPENBELL_SETARCH)
        execute_process(COMMAND ${OPENBELL_SETARCH} ${CMAKE_SYSTEM_PROCESSOR} -R true
            RESULT_VARIABLE _setarch_failed OUTPUT_QUIET ERROR_QUIET)
        if(NOT _setarch_failed)
            set(OPENBELL_TEST_LAUNCHER ${OPENBELL_SETARCH} ${CMAKE_SYSTEM_PROCESSOR} -R)
        endif()
    endif()
endif()

# Common to tests and fuzzers: environment, labels, a limit that instrumented builds may exceed fivefold.
function(_openbell_register_test name timeout labels)
    if(OPENBELL_SANITIZE OR OPENBELL_COVERAGE)
        math(EXPR timeout "${timeout} * 5")
    endif()
    set(environment
        "LC_ALL=C.UTF-8"
        "TZ=UTC"
        "XDG_CONFIG_HOME=${CMAKE_BINARY_DIR}/test-home/config" # never a person's own settings
        "XDG_DATA_HOME=${CMAKE_BINARY_DIR}/test-home/data"
        "QT_QPA_PLATFORM=offscreen"
        "QTEST_FUNCTION_TIMEOUT=${timeout}000" # Qt's own watchdog leaves it to the limit below
        "QT_LOGGING_RULES=qt.qpa.*=false"
        "ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1"
        "UBSAN_OPTIONS=print_stacktrace=1"
        "TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1:suppressions=${PROJECT_SOURCE_DIR}/app/cmake/tsan.supp")
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${timeout}
        LABELS "${labels}"
        ENVIRONMENT "${environment}")
endfunction()

function(openbell_test name)
    if(NOT OPENBELL_BUILD_TESTS OR OPENBELL_FUZZ)
        return()
    endif()
    cmake_parse_arguments(PARSE_ARGV 1 arg "UI" "TIMEOUT" "SOURCES;LINKS;LABELS;ARGUMENTS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "openbell_test(${name}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(arg_UI AND NOT OPENBELL_BUILD_UI)
        return()
    endif()
    if(NOT arg_UI AND "${arg_LINKS}" MATCHES "openbell_ui_|Qt6::(Gui|Widgets|WebSockets)")
        message(FATAL_ERROR "openbell_test(${name}) links the user interface: say UI.")
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()

    set(target test_${name})
    add_executable(${target} ${arg_SOURCES})
    set_target_properties(${target} PROPERTIES
        AUTOMOC ON
        OUTPUT_NAME ${name}
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin/tests")
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS
        "OPENBELL_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\"")
    target_link_libraries(${target} PRIVATE ${arg_LINKS} Qt6::Test)

    add_test(NAME ${name} COMMAND ${OPENBELL_TEST_LAUNCHER} $<TARGET_FILE:${target}> ${arg_ARGUMENTS}
        WORKING_DIRECTORY "${CMAKE_BINARY_DIR}")
    if(arg_UI)
        set(side ui)
    else()
        set(side engine)
    endif()
    # What has no threads has nothing to show to ThreadSanitizer.
    if(NOT arg_UI AND NOT "${arg_LABELS}" MATCHES "(^|;)(api|base|core|docs|marketdata|recording)(;|$)")
        list(APPEND arg_LABELS threads)
        add_dependencies(threaded-tests ${target})
    endif()
    _openbell_register_test(${name} ${arg_TIMEOUT} "${side};${arg_LABELS}")
    if("core" IN_LIST arg_LABELS)
        add_dependencies(core-tests ${target})
    endif()
endfunction()

function(openbell_check name)
    if(NOT OPENBELL_BUILD_TESTS)
        return()
    endif()
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LINKS;ARGUMENTS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "openbell_check(${name}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    set(target check_${name})
    add_executable(${target} ${arg_SOURCES})
    set_target_properties(${target} PROPERTIES
        OUTPUT_NAME ${name}
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin/tests")
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${target} PRIVATE ${arg_LINKS})
    add_test(NAME ${name} COMMAND ${OPENBELL_TEST_LAUNCHER} $<TARGET_FILE:${target}> ${arg_ARGUMENTS}
        WORKING_DIRECTORY "${CMAKE_BINARY_DIR}")
    set(labels engine)
    if(OPENBELL_FUZZ)
        set(labels fuzz)
        add_dependencies(fuzzers ${target})
    endif()
    _openbell_register_test(${name} ${arg_TIMEOUT} "${labels}")
endfunction()

function(openbell_fuzzer name)
    if(NOT OPENBELL_FUZZ)
        return()
    endif()
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "CORPUS;SECONDS" "SOURCES;LINKS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "openbell_fuzzer(${name}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT arg_SECONDS)
        set(arg_SECONDS 10)
    endif()

    set(target fuzz_${name})
    add_executable(${target} ${arg_SOURCES})
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${target} PRIVATE ${arg_LINKS})
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers ${target})

    # New inputs go to the build folder; the committed corpus is only read.
    set(found "${CMAKE_BINARY_DIR}/corpus/${name}")
    file(MAKE_DIRECTORY "${found}")
    set(corpus "${found}")
    if(arg_CORPUS)
        get_filename_component(seeds "${arg_CORPUS}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
        list(APPEND corpus "${seeds}")
    endif()
    math(EXPR limit "${arg_SECONDS} + 60")
    add_test(NAME ${target} COMMAND ${target} -max_total_time=${arg_SECONDS} -timeout=10
        -rss_limit_mb=2048 -print_final_stats=1 "-artifact_prefix=${CMAKE_BINARY_DIR}/" ${corpus})
    _openbell_register_test(${target} ${limit} fuzz)
endfunction()
