using System.Globalization;
using System.Net.Mail;

namespace Waymark.App.Mail;

/// <summary>The mail server that takes Waymark's letters, and what they say of where they come from.</summary>
/// <param name="From">The address that they are sent from.</param>
/// <param name="Address">Where Waymark is found, as people type it: the start of each letter's link.</param>
public sealed record MailSettings(string Host, int Port, MailAddress From, Uri Address)
{
    /// <summary>STARTTLS before anything is said; only a server on this machine may do without.</summary>
    public bool Encrypted { get; init; } = true;

    public string? Login { get; init; }
    public string? Password { get; init; }

    /// <summary>From 'mail' in waymark.json: host, port, from, address, encrypted, login, password.</summary>
    /// <param name="fault">What can't be used, and what to write instead; no letters are sent then.</param>
    /// <returns>Null where nothing is said of mail, or with a fault.</returns>
    public static MailSettings? Read(IConfigurationSection section, out string? fault)
    {
        fault = null;
        if (!section.Exists()) return null;
        fault = Fault(section);
        if (fault is not null) return null;
        return new MailSettings(section["host"]!, PortOf(section)!.Value, new MailAddress(section["from"]!), new Uri(section["address"]!.TrimEnd('/') + "/"))
        {
            Encrypted = section["encrypted"] is not ("no" or "false" or "False"), Login = section["login"], Password = section["password"],
        };
    }

    static string? Fault(IConfigurationSection section)
    {
        if (string.IsNullOrWhiteSpace(section["host"])) return "mail: write \"host\", the name of the mail server. No letters are sent.";
        if (PortOf(section) is null) return $"mail: \"port\" is '{section["port"]}': write a number from 1 to 65535. No letters are sent.";
        if (!MailAddress.TryCreate(section["from"], out _)) return "mail: write \"from\", the address that letters come from, such as waymark@council.example. No letters are sent.";
        if (!Uri.TryCreate(section["address"], UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return "mail: write \"address\", where people find Waymark, such as https://waymark.council.example. No letters are sent.";
        if (section["encrypted"] is "no" or "false" or "False" && section["host"] is not ("localhost" or "127.0.0.1" or "::1"))
            return "mail: \"encrypted\" may be no only for a mail server on this machine. No letters are sent.";
        return null;
    }

    static int? PortOf(IConfigurationSection section) =>
        section["port"] is not { Length: > 0 } text ? 587 : int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null;
}
