using System.CommandLine;
using System.Globalization;
using NodaTime;
using Waymark.App.Commands;

// What a machine is set to never changes a date, a number or an order; people read dates as our own functions write them.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

#pragma warning disable RS0030 // The one place that names the machine's clock; everything else is given it.
IClock machine = SystemClock.Instance;
#pragma warning restore RS0030

return await CommandLine.Run(
    new RootCommand("Waymark records the work of children's services, and keeps independent challenge moving.")
    {
        ServeCommand.Build(machine),
        DemoCommand.Build(machine),
        UserCommand.Build(machine),
        DueCommand.Build(),
        PackCommand.Build(),
        MigrateCommand.Build(machine),
        AuditCommand.Build(machine),
    },
    args);
