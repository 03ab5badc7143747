# How all of our own targets are compiled, and nobody else's.
add_library(learnscope_options INTERFACE)
add_library(learnscope::options ALIAS learnscope_options)
target_compile_features(learnscope_options INTERFACE cxx_std_20)
target_compile_options(learnscope_options INTERFACE -Wall -Wextra -pedantic -Wshadow -Wnon-virtual-dtor)
# GCC 12 warns of overlapping copies inside its own std::string (GCC bug 105651) and takes an empty
# std::optional for one that was forgotten (GCC bug 80635).
target_compile_options(learnscope_options
    INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
target_compile_definitions(learnscope_options
    INTERFACE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH)
# Only what a program really uses is loaded when it starts: OpenCV's readers alone cost 70 ms.
target_link_options(learnscope_options INTERFACE -Wl,--as-needed)
if(LEARNSCOPE_WERROR)
    target_compile_options(learnscope_options INTERFACE -Werror)
endif()
if(LEARNSCOPE_SANITIZE)
    target_compile_options(learnscope_options INTERFACE -fsanitize=${LEARNSCOPE_SANITIZE}
        -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(learnscope_options INTERFACE -fsanitize=${LEARNSCOPE_SANITIZE})
endif()

if(LEARNSCOPE_FUZZ)
    target_compile_options(learnscope_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# learnscope_library(<name> SOURCES ... [PUBLIC ...] [PRIVATE ...]): the static library learnscope::<name>.
function(learnscope_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(learnscope_${name} STATIC ${ARG_SOURCES})
    add_library(learnscope::${name} ALIAS learnscope_${name})
    target_include_directories(learnscope_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_link_libraries(learnscope_${name} PUBLIC ${ARG_PUBLIC} PRIVATE learnscope::options ${ARG_PRIVATE})
endfunction()

# learnscope_tests(<libraries>...): every tst_*.cpp of this folder is one ctest test of that name.
function(learnscope_tests)
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/tst_*.cpp")
    foreach(source IN LISTS sources)
        cmake_path(GET source STEM name)
        add_executable(${name} ${source})
        target_link_libraries(${name} PRIVATE learnscope::options learnscope::testsupport Qt6::Test ${ARGN})
        add_test(NAME ${name} COMMAND ${name})
        cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY "${PROJECT_SOURCE_DIR}/tests" OUTPUT_VARIABLE place)
        string(REGEX REPLACE "/.*" "" label "${place}") # core, itemmodels, widgets, app, fuzz
        set_tests_properties(${name} PROPERTIES TIMEOUT 900 LABELS "${label}"
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LEARNSCOPE_SOURCE_DIR=${PROJECT_SOURCE_DIR};LEARNSCOPE_BIN_DIR=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    endforeach()
endfunction()
