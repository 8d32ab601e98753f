# Read by tests/CMakeLists.txt; paths are relative to tests/.
set(COTE_EVALUATION_TESTS
  evaluation/comparison_test.cpp
  evaluation/measure_test.cpp
  evaluation/topics_test.cpp
  evaluation/trec_test.cpp
)
