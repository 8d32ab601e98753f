include(${CMAKE_CURRENT_LIST_DIR}/CoteDependencies.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/cote.cmake)
