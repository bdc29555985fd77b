# SPDX-License-Identifier: AGPL-3.0-or-later
# Warnings are errors everywhere; what a build adds to that is chosen by the preset.
add_library(heed_flags INTERFACE)
target_compile_options(heed_flags INTERFACE
    "$<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion>"
    "$<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor;-Wswitch-enum;-Wformat=2;-Werror>"
    -fstack-protector-strong)
target_include_directories(heed_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(heed_flags INTERFACE Threads::Threads)

if(CMAKE_BUILD_TYPE STREQUAL "Release")
    # reliability.md 7.13: what an attacker of a memory bug must not find.
    target_compile_options(heed_flags INTERFACE
        -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fcf-protection -fstack-clash-protection -fno-plt
        -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.
        # g++ 12 sees the first two in its own string and optional when it inlines them (GCC bug
        # 105651); the third heeds no cast to void. The dev build has all three on.
        $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict;-Wno-maybe-uninitialized;-Wno-unused-result>)
    target_link_options(heed_flags INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack
        -Wl,--gc-sections -s)
endif()

find_program(HEED_MOLD mold)
if(HEED_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
find_program(HEED_CCACHE ccache)
if(HEED_CCACHE)
    # Paths relative to the tree and no working folder in the key: every build folder, and every
    # copy of the tree, finds what another one compiled.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${HEED_CCACHE})
endif()
