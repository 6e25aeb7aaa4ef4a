# Writes openbell_commit.h with the commit being built, only when that changed.
# Called at build time: cmake -DSOURCE_DIR=... -DOUTPUT=... -P write_commit.cmake
find_program(git git)
set(commit "unknown")
if(git)
    execute_process(COMMAND "${git}" -C "${SOURCE_DIR}" describe --always --dirty
        OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed ERROR_QUIET)
    if(NOT failed)
        set(commit "${found}")
    endif()
endif()
set(text "#define OPENBELL_COMMIT \"${commit}\"\n")
set(present "")
if(EXISTS "${OUTPUT}")
    file(READ "${OUTPUT}" present)
endif()
if(NOT text STREQUAL present)
    file(WRITE "${OUTPUT}" "${text}")
endif()
