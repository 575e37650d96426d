using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.WebEncoders;
using Waymark.App.Features.Access;
using Waymark.App.Features.Problems;
using Waymark.App.Store;
using Waymark.App.Timers;

namespace Waymark.App;

/// <param name="Authorities">Opened by the caller, who also closes them.</param>
/// <param name="Keys">The folder of the keys that protect antiforgery tokens and search links.</param>
public sealed record ServeOptions(Authorities Authorities, string Keys)
{
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>A test that counts what is written has no timers.</summary>
    public bool RunsTimers { get; init; } = true;

    /// <summary>How much one person may be shown in a time.</summary>
    public Limits Limits { get; init; } = Limits.None;

    /// <summary>A demonstration has no passwords: it answers its own machine alone, unless this is said.</summary>
    public bool DemoOnNetwork { get; init; }
}

/// <summary>The web server: its parts, and the order in which a request passes them.</summary>
public static class Serve
{
    const long LargestFile = 25 * 1024 * 1024, RoomForAForm = 1024 * 1024;

    public static WebApplication Build(ServeOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Serve).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory, WebRootPath = "wwwroot", EnvironmentName = Environments.Production,
            // Neither settings nor assets change while it runs; watching files takes a watch of the few that a machine has.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Environment.WebRootFileProvider = new Unwatched(new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot")));
        builder.Host.UseDefaultServiceProvider(services => services.ValidateScopes = services.ValidateOnBuild = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestFile + RoomForAForm;
        });
        if (options.Urls.Count > 0) builder.WebHost.UseUrls([.. options.Urls]);
        AddLogging(builder.Logging);
        AddServices(builder.Services, options);

        var app = builder.Build();
        app.Use(Failures.Catch);
        app.Use(SecurityHeaders.Add);
        app.Use((context, next) => AuthorityScope.Open(context, next, options));
        app.UseStaticFiles(Assets());
        app.Use(Failures.FillIn);
        app.Use(AuthorityScope.FindViewer);
        app.UseRouting();
        app.MapRazorPages();
        return app;
    }

    /// <summary>A provider that is asked to watch takes a watch even where it is told to poll.</summary>
    sealed class Unwatched(IFileProvider files) : IFileProvider
    {
        public IFileInfo GetFileInfo(string subpath) => files.GetFileInfo(subpath);

        public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

        public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
    }

    static void AddServices(IServiceCollection services, ServeOptions options)
    {
        services.AddSingleton(options.Authorities);
        if (options.RunsTimers) services.AddHostedService<TimerHost>();
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/Features";
            pages.Conventions.Add(new NeedsSignIn());
            pages.Conventions.AddPageRoute("/Work/Index", "/work");
        }).AddMvcOptions(mvc =>
        {
            mvc.Filters.Add(new HoldsToLimits(options.Limits));
            mvc.Filters.Add<ReadsTheForm>();
            mvc.Filters.Add<RecordsTheView>();
            mvc.Filters.Add<RecordsTheForgery>();
        });
        services.AddDataProtection().SetApplicationName("waymark").PersistKeysToFileSystem(Directory.CreateDirectory(options.Keys));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "waymark-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddRouting(routing => routing.LowercaseUrls = true);
        services.Configure<FormOptions>(form =>
        {
            form.MultipartBodyLengthLimit = LargestFile + RoomForAForm;
            form.ValueCountLimit = 4096;
        });
        // Names in Welsh, Polish or Arabic stay readable in a page's source; what HTML means is encoded all the same.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    /// <summary>Ids and kinds of trouble, never what was typed or shown.</summary>
    static void AddLogging(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None);
    }

    static StaticFileOptions Assets() => new()
    {
        OnPrepareResponse = served => served.Context.Response.Headers.CacheControl =
            served.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
    };
}
