# SPDX-License-Identifier: AGPL-3.0-or-later
# Makes a library and a test program for every folder of src, linked as tools/arrows.toml says.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
    ${CMAKE_SOURCE_DIR}/tools/arrows.toml ${CMAKE_SOURCE_DIR}/tools/arrows_to_cmake.py)
execute_process(
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/arrows_to_cmake.py
        ${CMAKE_SOURCE_DIR}/tools/arrows.toml ${CMAKE_BINARY_DIR}/arrows.cmake
    COMMAND_ERROR_IS_FATAL ANY)
include(${CMAKE_BINARY_DIR}/arrows.cmake)

file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/statements)
if(HEED_TESTS)
    add_library(test_main OBJECT ${CMAKE_SOURCE_DIR}/tests/test_main.cpp)
    target_link_libraries(test_main PRIVATE heed_flags)
endif()

# `folder` is relative to src; `src/platform/db` becomes the library `platform_db`.
function(heed_add_part folder)
    string(REPLACE "/" "_" name ${folder})
    string(REPLACE "features_" "feature_" name ${name})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp)
    file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.hpp)
    set(tests ${sources})
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
    list(FILTER sources EXCLUDE REGEX "_(test|fuzz)\\.cpp$")
    if(sources)
        add_library(${name} STATIC ${sources})
        target_link_libraries(${name} PUBLIC heed_flags ${heed_links_${name}})
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE heed_flags ${heed_links_${name}})
    endif()
    if(tests AND HEED_TESTS)
        add_executable(${name}_test ${tests})
        target_link_libraries(${name}_test PRIVATE ${name} test_main ${heed_test_links_${name}})
        target_include_directories(${name}_test PRIVATE ${CMAKE_SOURCE_DIR}) # tests/support
        add_test(NAME ${name} COMMAND ${name}_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
        # tools/check_plans.py explains every statement that the tests prepare.
        set(given HEED_SQL_RECORD=${CMAKE_BINARY_DIR}/statements/${name}.txt)
        if(name STREQUAL "platform_db")
            list(APPEND given HEED_COMMIT_HOLD_SECONDS=5) # as long as a network may hold a COMMIT
        endif()
        # What takes long begins first, so that no processor waits for it at the end.
        list(LENGTH tests cost)
        set_tests_properties(${name} PROPERTIES TIMEOUT 600 COST ${cost}
            ENVIRONMENT "${given}")
    endif()
    if(HEED_FUZZ)
        heed_add_fuzz_programs(${folder} ${name})
    endif()
endfunction()

# Each `x_fuzz.cpp` of a part is a libFuzzer program of its own (preset `fuzz`, clang).
function(heed_add_fuzz_programs folder name)
    file(GLOB programs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*_fuzz.cpp)
    foreach(program ${programs})
        get_filename_component(target ${program} NAME_WE)
        add_executable(${target} ${program})
        target_link_libraries(${target} PRIVATE ${name})
        target_link_options(${target} PRIVATE -fsanitize=fuzzer)
        set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
    endforeach()
endfunction()

function(heed_add_parts)
    file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/*.sql)
    heed_embed(migrations embedded_migrations ${CMAKE_SOURCE_DIR}/migrations ${migrations})
    set(web_files)
    if(HEED_WEB)
        file(GLOB_RECURSE web_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/dist/*)
    endif()
    heed_embed(web_assets embedded_web ${CMAKE_SOURCE_DIR}/web/dist ${web_files})
    foreach(folder ${heed_folders})
        heed_add_part(${folder})
    endforeach()
endfunction()
