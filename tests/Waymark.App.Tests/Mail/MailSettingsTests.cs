using Microsoft.Extensions.Configuration;
using Waymark.App.Mail;
using Xunit;

namespace Waymark.App.Tests.Mail;

public sealed class MailSettingsTests
{
    [Fact]
    public void Nothing_said_of_mail_is_no_fault_and_sends_nothing() => Assert.Equal((null, null), Read());

    [Fact]
    public void What_is_said_is_taken_and_the_connection_is_encrypted()
    {
        var (mail, fault) = Read("host=smtp.council.example", "from=waymark@council.example", "address=https://waymark.council.example");
        Assert.Null(fault);
        Assert.Equal((587, true, "https://waymark.council.example/"), (mail!.Port, mail.Encrypted, mail.Address.ToString()));
    }

    [Theory]
    [InlineData("\"host\"", "from=a@b.example", "address=https://c.example")]
    [InlineData("from 1 to 65535", "host=h", "port=smtp", "from=a@b.example", "address=https://c.example")]
    [InlineData("\"from\"", "host=h", "from=nobody", "address=https://c.example")]
    [InlineData("\"address\"", "host=h", "from=a@b.example", "address=waymark")]
    [InlineData("only for a mail server on this machine", "host=h", "from=a@b.example", "address=https://c.example", "encrypted=no")]
    public void What_cannot_be_used_says_what_to_write(string said, params string[] settings)
    {
        var (mail, fault) = Read(settings);
        Assert.Null(mail);
        Assert.Contains(said, fault, StringComparison.Ordinal);
        Assert.EndsWith("No letters are sent.", fault, StringComparison.Ordinal);
    }

    static (MailSettings? Mail, string? Fault) Read(params string[] settings)
    {
        var all = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(each => each.Split('=', 2)).ToDictionary(pair => $"mail:{pair[0]}", pair => (string?)pair[1])).Build();
        return (MailSettings.Read(all.GetSection("mail"), out var fault), fault);
    }
}
