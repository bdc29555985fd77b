# SPDX-License-Identifier: AGPL-3.0-or-later
# Puts files into the binary: `heed_embed(TARGET SYMBOL FILES…)` makes a library whose generated
# source defines `std::span<const heed::EmbeddedFile> SYMBOL()` (kernel/embedded.hpp).
function(heed_embed target symbol base)
    set(folder ${CMAKE_BINARY_DIR}/embedded/${target})
    set(list ${folder}/files.txt)
    file(MAKE_DIRECTORY ${folder})
    string(REPLACE ";" "\n" lines "${ARGN}")
    file(GENERATE OUTPUT ${list} CONTENT "${lines}\n")
    add_custom_command(
        OUTPUT ${folder}/files.S ${folder}/files.cpp
        COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed.py
            ${symbol} ${base} ${list} ${folder}
        DEPENDS ${CMAKE_SOURCE_DIR}/tools/embed.py ${list} ${ARGN}
        COMMENT "Embedding ${target}")
    add_library(${target} STATIC ${folder}/files.S ${folder}/files.cpp)
    target_link_libraries(${target} PRIVATE heed_flags)
endfunction()
