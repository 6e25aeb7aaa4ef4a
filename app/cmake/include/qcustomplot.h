// Stands in front of the library's own header, which writes Qt's short keywords while this project
// builds with QT_NO_KEYWORDS. They exist only while that header is read.
#pragma once

#include <QtCore/qforeach.h>
#include <QtCore/qobjectdefs.h>

#ifdef QT_NO_KEYWORDS
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit
#define foreach Q_FOREACH
#endif

#include_next <qcustomplot.h>

#ifdef QT_NO_KEYWORDS
#undef signals
#undef slots
#undef emit
#undef foreach
#endif
