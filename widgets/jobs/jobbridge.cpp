#include "widgets/jobs/runjob.h" // compiled once on its own
