using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Waymark.App.Tests.Harness;

/// <summary>A few pages that stand for an application, so that the harness can be tested without one.</summary>
public static class Parlour
{
    private const string Form = """
        <h1>Tell us</h1>
        <form method="post" action="/tell" enctype="multipart/form-data" novalidate>
          <input type="hidden" name="token" value="t1">
          <label for="name">Your name</label><input id="name" name="name" value="">
          <label for="what">What happened</label><textarea id="what" name="what"></textarea>
          <fieldset><legend>When it happened</legend>
            <label for="d">Day</label><input id="d" name="day"><label for="m">Month</label><input id="m" name="month"><label for="y">Year</label><input id="y" name="year">
          </fieldset>
          <label for="where">Where</label><select id="where" name="where"><option value="">Choose</option><option value="n">North</option><option value="s">South</option></select>
          <fieldset><legend>How sure are you?</legend>
            <input type="radio" id="r1" name="sure" value="very"><label for="r1">Very</label>
            <input type="radio" id="r2" name="sure" value="not"><label for="r2">Not at all</label>
          </fieldset>
          <label><input type="checkbox" name="agree" value="yes"> I agree</label>
          <label><input type="checkbox" name="also" value="yes" checked> I also agree</label>
          <input type="text" name="gone" value="x" disabled aria-label="Gone">
          <label for="file">A file</label><input type="file" id="file" name="file">
          <button name="act" value="send">Send</button><button name="act" value="keep">Keep for later</button>
        </form>
        <label for="far">Far away</label><input id="far" name="far" form="other" value="beyond">
        <form id="other" method="get" action="/echo"><button name="go" value="1">Look</button></form>
        <table><caption>People</caption>
          <tr><td>Ana</td><td><a href="/person/ana">Change<span class="govuk-visually-hidden"> the name of Ana</span></a> <a href="/person/ana">Open</a></td></tr>
          <tr><td>Ben</td><td><a href="/person/ben">Change<span class="govuk-visually-hidden"> the name of Ben</span></a> <a href="/person/ben">Open</a></td></tr>
        </table>
        """;

    public static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/", () => Html("Tell us", Form));
        app.MapPost("/tell", Told);
        app.MapGet("/echo", (HttpRequest request) => Html("Echo", $"<h1>Echo</h1><p>{request.QueryString}</p>"));
        app.MapGet("/person/{name}", (string name) => Html(name, $"<h1>{name}</h1>"));
        app.MapGet("/thanks", (HttpRequest request) => Html("Thanks", $"<h1>Thanks</h1><p id=\"said\">{request.Cookies["said"]}</p>"));
        app.MapGet("/poor", () => Results.Text("<!doctype html><title>Poor</title><h1>One</h1><h1>Two</h1><input name=\"x\"><a href=\"#no\">Down</a>", "text/html"));
        app.MapGet("/required", () => Html("Required", "<h1>Required</h1><form method=\"post\"><label for=\"n\">Name</label><input id=\"n\" name=\"n\" required><button>Go on</button></form>"));
        app.MapGet("/live", () => Html("Live", "<h1>Live</h1><button id=\"b\">Press me</button><p id=\"out\">Nothing yet</p><script>b.onclick=()=>out.textContent='Pressed'</script>"));
        return app;
    }

    private static async Task<IResult> Told(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["name"] == "") return Html("Error: Tell us", """<div class="govuk-error-summary"><ul><li><a href="#name">Enter your name</a></li></ul></div>""" + Form);
        var said = string.Join(";", form.Select(field => $"{field.Key}={field.Value}")) + ";" + string.Join(";", form.Files.Select(file => $"{file.Name}={file.FileName}:{file.Length}"));
        request.HttpContext.Response.Cookies.Append("said", said, new CookieOptions { Secure = true, HttpOnly = true });
        return Results.Redirect("/thanks");
    }

    private static IResult Html(string title, string main) => Results.Text(
        $"<!doctype html><html lang=\"en\"><head><title>{title}</title><link rel=\"icon\" href=\"data:,\"></head><body><main>{main}</main></body></html>", "text/html");
}
