using System.CommandLine;
using Waymark.App.Commands;

return await CommandLine.Run(
    new RootCommand("Waymark records the work of children's services, and keeps independent challenge moving.")
    {
        DueCommand.Build(),
        PackCommand.Build(),
    },
    args);
