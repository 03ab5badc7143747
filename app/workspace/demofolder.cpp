#include "app/workspace/demofolder.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace learnscope {

QString demoFolder()
{
    const QString candidates[] = {
        QCoreApplication::applicationDirPath() + QStringLiteral("/../share/learnscope/demo"),
        QStringLiteral(LEARNSCOPE_DEMO_DIR),
    };
    for (const QString& candidate : candidates)
        if (QFileInfo(candidate).isDir())
            return QFileInfo(candidate).canonicalFilePath();
    return {};
}

} // namespace learnscope
